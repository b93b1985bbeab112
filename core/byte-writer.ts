const encoder = new TextEncoder();
const FLOAT = new Float64Array(1);
const FLOAT_BYTES = new Uint8Array(FLOAT.buffer);

/** Appends numbers, texts and bytes to one growing buffer; byte-reader.ts reads them back in the same order. */
export interface ByteWriter {
  readonly length: number;
  /** A whole number from 0 to 2^53 - 1 in 1–8 bytes (LEB128). */
  varint(value: number): void;
  /** A whole number of either sign, zigzag-coded. */
  signed(value: number): void;
  float(value: number): void;
  /** Its length, then UTF-8. Lone surrogates become U+FFFD. */
  text(value: string): void;
  /** Their length, then the bytes. */
  bytes(value: Uint8Array): void;
  /** The bytes alone. */
  raw(value: Uint8Array): void;
  /** What was written so far, as a view that the next write may overwrite or abandon. */
  finish(): Uint8Array;
}

/** @param capacity first size in bytes; it doubles as needed. */
export function createByteWriter(capacity = 256): ByteWriter {
  let buffer = new Uint8Array(capacity);
  let length = 0;

  function reserve(more: number): void {
    if (length + more <= buffer.length) return;
    const grown = new Uint8Array(Math.max(buffer.length * 2, length + more));
    grown.set(buffer.subarray(0, length));
    buffer = grown;
  }

  function varint(value: number): void {
    reserve(8);
    let rest = value;
    while (rest > 0x7fffffff) {
      buffer[length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      buffer[length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    buffer[length++] = rest;
  }

  function raw(value: Uint8Array): void {
    reserve(value.length);
    buffer.set(value, length);
    length += value.length;
  }

  function bytes(value: Uint8Array): void {
    varint(value.length);
    raw(value);
  }

  return {
    get length() {
      return length;
    },
    varint,
    signed: (value) => varint(value < 0 ? -value * 2 - 1 : value * 2),
    float(value) {
      FLOAT[0] = value;
      raw(FLOAT_BYTES);
    },
    text: (value) => bytes(encoder.encode(value)),
    bytes,
    raw,
    finish: () => buffer.subarray(0, length),
  };
}
