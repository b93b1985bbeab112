/** Reads what an answer of the Kafka protocol consists of, big-endian. */
export interface WireReader {
  int8(): number;
  int16(): number;
  int32(): number;
  /** Offsets and times are exact to 2^53. */
  int64(): number;
  boolean(): boolean;
  string(): string | null;
  /** A view; empty when there is none. */
  bytes(): Buffer;
  array<T>(read: () => T): T[];
  /** The forms of flexible versions. */
  compactString(): string | null;
  compactArray<T>(read: () => T): T[];
  uuid(): Buffer;
  tags(): void;
}

export function createWireReader(buffer: Buffer): WireReader {
  let at = 0;
  const take = (bytes: number): number => {
    const begin = at;
    at += bytes;
    return begin;
  };
  const text = (bytes: number): string | null => {
    if (bytes < 0) return null;
    const begin = take(bytes);
    return buffer.toString('utf8', begin, begin + bytes);
  };
  const view = (bytes: number): Buffer => {
    const begin = take(Math.max(bytes, 0));
    return buffer.subarray(begin, at);
  };
  const list = <T>(count: number, read: () => T): T[] => {
    const items: T[] = [];
    for (let index = 0; index < count; index++) items.push(read());
    return items;
  };
  const unsignedVarint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = buffer[take(1)] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  };
  const int16 = (): number => buffer.readInt16BE(take(2));
  const int32 = (): number => buffer.readInt32BE(take(4));
  return {
    int8: () => buffer.readInt8(take(1)),
    int16,
    int32,
    int64: () => int32() * 2 ** 32 + buffer.readUInt32BE(take(4)),
    boolean: () => buffer[take(1)] === 1,
    string: () => text(int16()),
    bytes: () => view(int32()),
    array: (read) => list(int32(), read),
    compactString: () => text(unsignedVarint() - 1),
    compactArray: (read) => list(unsignedVarint() - 1, read),
    uuid: () => view(16),
    tags() {
      for (let left = unsignedVarint(); left > 0; left--) {
        unsignedVarint();
        view(unsignedVarint());
      }
    },
  };
}
