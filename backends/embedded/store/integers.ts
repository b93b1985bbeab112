/** Of a whole number below 2^53 with its sign. */
const MOST_BYTES = 8;

/** Whole numbers of either sign as zigzag LEB128, for columns of small numbers. */
export function encodeIntegers(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.length * MOST_BYTES);
  let length = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    let rest = value < 0 ? -value * 2 - 1 : value * 2;
    while (rest > 0x7fffffff) {
      bytes[length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      bytes[length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[length++] = rest;
  }
  return bytes.slice(0, length);
}

/** @throws RangeError when the bytes hold fewer numbers. */
export function decodeIntegers(bytes: Uint8Array, count: number): Float64Array {
  const values = new Float64Array(count);
  let at = 0;
  for (let index = 0; index < count; index++) {
    let byte = bytes[at++] as number;
    let value = byte & 127;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = bytes[at++] as number;
      value += (byte & 127) * scale;
    }
    values[index] = value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
  if (at > bytes.length) throw new RangeError('a column of numbers ends too early');
  return values;
}

/** Differences from one value to the next, the first from 0. */
export function toDeltas(values: ArrayLike<number>): Float64Array {
  const deltas = new Float64Array(values.length);
  let before = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    deltas[index] = value - before;
    before = value;
  }
  return deltas;
}

/** Undoes {@link toDeltas} in place. */
export function fromDeltas(deltas: Float64Array): Float64Array {
  let sum = 0;
  for (let index = 0; index < deltas.length; index++) {
    sum += deltas[index] as number;
    deltas[index] = sum;
  }
  return deltas;
}

/** Numbers below 65,536 in one byte each, or two planes of bytes, low before high, which compress better than pairs. */
export function encodeCodes(codes: Uint16Array): Uint8Array {
  const rows = codes.length;
  let highest = 0;
  for (let row = 0; row < rows; row++) if ((codes[row] as number) > highest) highest = codes[row] as number;
  const bytes = new Uint8Array(highest < 256 ? rows : rows * 2);
  for (let row = 0; row < rows; row++) bytes[row] = (codes[row] as number) & 255;
  if (highest >= 256) for (let row = 0; row < rows; row++) bytes[rows + row] = (codes[row] as number) >> 8;
  return bytes;
}

/** One plane stays as it is, so small codes cost a byte a row in memory too. */
export type Codes = Uint8Array | Uint16Array;

/** @throws RangeError when the bytes are not of so many rows. */
export function decodeCodes(bytes: Uint8Array, rows: number): Codes {
  if (bytes.length === rows) return bytes;
  if (bytes.length !== rows * 2) throw new RangeError('a column of codes has the wrong length');
  const codes = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) codes[row] = (bytes[row] as number) | ((bytes[rows + row] as number) << 8);
  return codes;
}
