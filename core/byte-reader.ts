const decoder = new TextDecoder();

/** Reads what a byte writer wrote. Every method throws RangeError when the bytes end too early. */
export interface ByteReader {
  readonly done: boolean;
  varint(): number;
  signed(): number;
  float(): number;
  text(): string;
  /** A view of the input. */
  bytes(): Uint8Array;
  /** The next so many bytes, as a view of the input. */
  raw(length: number): Uint8Array;
}

/** Begins at the first byte. */
export function createByteReader(input: Uint8Array): ByteReader {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  let at = 0;

  function varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = input[at++];
      if (byte === undefined) throw new RangeError('bytes end inside a number');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  function raw(length: number): Uint8Array {
    if (at + length > input.length) throw new RangeError('bytes end too early');
    at += length;
    return input.subarray(at - length, at);
  }

  return {
    get done() {
      return at >= input.length;
    },
    varint,
    signed() {
      const value = varint();
      return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    },
    float() {
      at += 8;
      return view.getFloat64(at - 8, true);
    },
    text: () => decoder.decode(raw(varint())),
    bytes: () => raw(varint()),
    raw,
  };
}
