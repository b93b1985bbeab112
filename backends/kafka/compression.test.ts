import { describe, expect, it } from '@jest/globals';
import lz4 from 'lz4js';
import snappy from 'snappyjs';
import { compress, decompress, MOST_DECOMPRESSED_BYTES } from './compression.ts';

const TEXT = Buffer.from('error timeout of the payment service '.repeat(100));
const GZIP = 1;
const SNAPPY = 2;
const LZ4 = 3;
const ZSTD = 4;

/** Snappy blocks as the Java clients write them. */
function xerial(blocks: readonly Uint8Array[]): Buffer {
  const head = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  const framed = blocks.flatMap((block) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    return [length, Buffer.from(block)];
  });
  return Buffer.concat([head, ...framed]);
}

describe('records of a batch', () => {
  it.each(['gzip', 'zstd'] as const)('come back from %s', (compression) => {
    const { code, bytes } = compress(TEXT, compression);
    expect(bytes.length).toBeLessThan(TEXT.length / 5);
    expect(decompress(Buffer.from(bytes), code).equals(TEXT)).toBe(true);
  });

  it.each([
    ['one block of snappy', SNAPPY, Buffer.from(snappy.compress(TEXT))],
    ['framed blocks of snappy', SNAPPY, xerial([TEXT.subarray(0, 1_000), TEXT.subarray(1_000)].map(snappy.compress))],
    ['a frame of lz4', LZ4, Buffer.from(lz4.compress(TEXT))],
  ])('come back from %s', (_, code, bytes) => {
    expect(decompress(bytes, code).equals(TEXT)).toBe(true);
  });

  describe('are refused when there would be too many of them, as', () => {
    const many = Buffer.alloc(MOST_DECOMPRESSED_BYTES + 1);
    const half = snappy.compress(many.subarray(0, MOST_DECOMPRESSED_BYTES / 2 + 1));
    it.each([
      ['gzip', GZIP, () => compress(many, 'gzip').bytes],
      ['zstd', ZSTD, () => compress(many, 'zstd').bytes],
      ['one block of snappy', SNAPPY, () => snappy.compress(many)],
      ['framed blocks of snappy', SNAPPY, () => xerial([half, half])],
      ['a frame of lz4', LZ4, () => lz4.compress(many)],
    ])('%s', (_, code, made) => {
      const bytes = Buffer.from(made());
      expect(() => decompress(bytes, code)).toThrow(expect.objectContaining({ code: 'data_corrupt' }));
    });
  });

  it('stay as they are when they are few', () => {
    const bytes = Buffer.from('short');
    expect(compress(bytes, 'zstd')).toEqual({ code: 0, bytes });
  });

  it.each([1, 2, 3, 4, 5])('are refused when they are damaged, or of a kind that is not known (code %i)', (code) => {
    expect(() => decompress(Buffer.from('no frame of anything'), code)).toThrow(
      expect.objectContaining({ code: 'data_corrupt' }),
    );
  });
});
