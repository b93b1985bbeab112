/** The text of UTF-16 code units. */
export function textOf(units: Uint16Array): string {
  return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');
}

const isLatin1 = (text: string): boolean => !/[^\0-\xff]/.test(text);

/** A first byte says whether one byte (Latin-1) or two (UTF-16LE) stand for each code unit. */
export function encodeText(text: string): Uint8Array {
  const isWide = !isLatin1(text);
  const bytes = Buffer.allocUnsafe(1 + text.length * (isWide ? 2 : 1));
  bytes[0] = isWide ? 1 : 0;
  bytes.write(text, 1, isWide ? 'utf16le' : 'latin1');
  return bytes;
}

/** The same for code units. */
export function encodeUnits(units: Uint16Array): Uint8Array {
  let all = 0;
  for (let at = 0; at < units.length; at++) all |= units[at] as number;
  const isWide = all > 255;
  const bytes = new Uint8Array(1 + units.length * (isWide ? 2 : 1));
  bytes[0] = isWide ? 1 : 0;
  bytes.set(isWide ? new Uint8Array(units.buffer, units.byteOffset, units.byteLength) : units, 1);
  return bytes;
}
