import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const HEADER_BYTES = 4;
/** More than any part of a block can unpack to. */
const MAX_RAW_BYTES = 1 << 30;

/** Compresses bytes into a frame that knows its size and has a checksum. */
export function packFrame(raw: Uint8Array, level: number): Uint8Array {
  const packed = zstdCompressSync(raw, {
    params: { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 },
  });
  const frame = Buffer.allocUnsafe(HEADER_BYTES + packed.length);
  frame.writeUInt32LE(raw.length, 0);
  packed.copy(frame, HEADER_BYTES);
  return frame;
}

/** The bytes of a frame. @throws Error when the frame is damaged. */
export function unpackFrame(frame: Uint8Array): Buffer {
  const view = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  const rawLength = view.readUInt32LE(0);
  if (rawLength > MAX_RAW_BYTES) throw new RangeError(`a frame cannot hold ${rawLength} bytes`);
  const raw = zstdDecompressSync(view.subarray(HEADER_BYTES), {
    chunkSize: Math.max(64, rawLength + 1),
    maxOutputLength: rawLength + 1,
  });
  if (raw.length !== rawLength) throw new RangeError(`a frame of ${rawLength} bytes holds ${raw.length}`);
  return raw;
}
