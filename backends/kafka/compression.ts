import { constants, gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import lz4 from 'lz4js';
import snappy from 'snappyjs';
import { PipelineError } from '../../core/errors.ts';

/** What we compress with. Every client reads gzip; zstd is quicker and smaller. */
export type Compression = 'none' | 'gzip' | 'zstd';

/** The lowest bits of a batch's attributes. */
const CODE = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const;

/** Below this a frame costs more than it saves. */
const COMPRESS_FROM_BYTES = 512;
/** A batch that holds more when it is decompressed is refused: some bytes of it could fill all memory. */
export const MOST_DECOMPRESSED_BYTES = 256 * 1024 * 1024;
const BOUND = { maxOutputLength: MOST_DECOMPRESSED_BYTES };
const GZIP = { level: 1 };
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Xerial's stream of snappy blocks, as the Java clients write it: magic, two versions, then length and block by turns. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0]);
const XERIAL_HEAD_BYTES = 16;

/** The bytes as they are stored, and how: compressed only when that makes them fewer. */
export function compress(bytes: Uint8Array, compression: Compression): { code: number; bytes: Uint8Array } {
  if (compression === 'none' || bytes.length < COMPRESS_FROM_BYTES) return { code: CODE.none, bytes };
  const smaller = compression === 'gzip' ? gzipSync(bytes, GZIP) : zstdCompressSync(bytes, ZSTD);
  return smaller.length < bytes.length ? { code: CODE[compression], bytes: smaller } : { code: CODE.none, bytes };
}

/** @throws PipelineError `data_corrupt`, also for more than {@link MOST_DECOMPRESSED_BYTES} */
export function decompress(bytes: Buffer, code: number): Buffer {
  try {
    if (code === CODE.none) return bytes;
    if (code === CODE.gzip) return gunzipSync(bytes, BOUND);
    if (code === CODE.zstd) return zstdDecompressSync(bytes, BOUND);
    if (code === CODE.lz4) return decompressLz4(bytes);
    if (code === CODE.snappy) return decompressSnappy(bytes);
  } catch (error) {
    throw new PipelineError(
      'data_corrupt',
      `A batch of Kafka cannot be decompressed (code ${code}, ${MOST_DECOMPRESSED_BYTES} bytes at most): ${error}`,
      { cause: error },
    );
  }
  throw new PipelineError('data_corrupt', `Compression ${code} of a batch of Kafka is not known.`);
}

function decompressLz4(bytes: Buffer): Buffer {
  const most = lz4.decompressBound(bytes);
  if (most > MOST_DECOMPRESSED_BYTES) throw new RangeError(`it may have ${most} bytes`);
  return asBuffer(lz4.decompress(bytes, most));
}

function decompressSnappy(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) {
    return asBuffer(snappy.uncompress(bytes, MOST_DECOMPRESSED_BYTES));
  }
  const blocks: Buffer[] = [];
  let room = MOST_DECOMPRESSED_BYTES;
  for (let at = XERIAL_HEAD_BYTES; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    const block = asBuffer(snappy.uncompress(bytes.subarray(at + 4, end), room));
    room -= block.length;
    blocks.push(block);
    at = end;
  }
  return Buffer.concat(blocks);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
