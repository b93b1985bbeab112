const FIRST_BYTES = 512;

/** Writes what a request of the Kafka protocol consists of, big-endian. */
export interface WireWriter {
  int8(value: number): void;
  int16(value: number): void;
  int32(value: number): void;
  int64(value: number | bigint): void;
  string(value: string | null): void;
  bytes(value: Uint8Array): void;
  array<T>(items: readonly T[], write: (item: T) => void): void;
  /** The forms of flexible versions. */
  compactString(value: string | null): void;
  compactArray<T>(items: readonly T[], write: (item: T) => void): void;
  noTags(): void;
  uuid(value: Buffer): void;
  /** In the shape that kafkajs takes from its own encoder. */
  finish(): { buf: Buffer; buffer: Buffer };
}

export function createWireWriter(): WireWriter {
  let buffer = Buffer.allocUnsafe(FIRST_BYTES);
  let at = 0;
  const room = (bytes: number): number => {
    if (at + bytes > buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes));
      buffer.copy(larger, 0, 0, at);
      buffer = larger;
    }
    const begin = at;
    at += bytes;
    return begin;
  };
  const raw = (value: Uint8Array): void => {
    const begin = room(value.length);
    buffer.set(value, begin);
  };
  // The buffer may be replaced while room is made, so room comes first in each.
  const fixed = (bytes: number, write: (begin: number) => void): void => write(room(bytes));
  const unsignedVarint = (value: number): void => {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) fixed(1, (begin) => buffer.writeUInt8((rest & 0x7f) | 0x80, begin));
    fixed(1, (begin) => buffer.writeUInt8(rest, begin));
  };
  return {
    int8: (value) => fixed(1, (begin) => buffer.writeInt8(value, begin)),
    int16: (value) => fixed(2, (begin) => buffer.writeInt16BE(value, begin)),
    int32: (value) => fixed(4, (begin) => buffer.writeInt32BE(value, begin)),
    int64: (value) => fixed(8, (begin) => buffer.writeBigInt64BE(BigInt(value), begin)),
    string(value) {
      const text = value === null ? null : Buffer.from(value);
      fixed(2, (begin) => buffer.writeInt16BE(text?.length ?? -1, begin));
      if (text) raw(text);
    },
    bytes(value) {
      fixed(4, (begin) => buffer.writeInt32BE(value.length, begin));
      raw(value);
    },
    array(items, write) {
      fixed(4, (begin) => buffer.writeInt32BE(items.length, begin));
      for (const item of items) write(item);
    },
    compactString(value) {
      const text = value === null ? null : Buffer.from(value);
      unsignedVarint(text ? text.length + 1 : 0);
      if (text) raw(text);
    },
    compactArray(items, write) {
      unsignedVarint(items.length + 1);
      for (const item of items) write(item);
    },
    noTags: () => unsignedVarint(0),
    uuid: raw,
    finish: () => ({ buf: buffer, buffer: buffer.subarray(0, at) }),
  };
}
