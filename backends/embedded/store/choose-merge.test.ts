import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_RAW_BYTES, MAX_ROWS } from './block-format.ts';
import type { BlockInfo } from './block-table.ts';
import { chooseMerge, DONE_ROWS, FAN_IN } from './choose-merge.ts';

const blocksOf = (sizes: readonly number[], bytesPerRow = 200): BlockInfo[] =>
  sizes.map((rows, index) => ({ id: index, seq: index, rows, rawBytes: rows * bytesPerRow, minTime: 0, maxTime: 0 }));

const sizesOf = (blocks: readonly BlockInfo[] | null): number[] | null =>
  blocks ? blocks.map(({ rows }) => rows) : null;

/** Merges until nothing is left to merge; answers with the sizes and with how many rows were written again. */
function settle(sizes: readonly number[]): { sizes: number[]; rewritten: number } {
  let left = [...sizes];
  let rewritten = 0;
  for (let group = chooseMerge(blocksOf(left)); group; group = chooseMerge(blocksOf(left))) {
    const first = group[0]?.seq ?? 0;
    const rows = group.reduce((sum, block) => sum + block.rows, 0);
    left = [...left.slice(0, first), rows, ...left.slice(first + group.length)];
    rewritten += rows;
  }
  return { sizes: left, rewritten };
}

describe('choosing what to merge', () => {
  test.each([
    ['too few', [10, 10, 10], null],
    ['eight of a class', [10, 12, 9, 8, 30, 11, 10, 10], [10, 12, 9, 8, 30, 11, 10, 10]],
    ['enough for a full block', [4096, 4096, 4096, 4096], [4096, 4096, 4096, 4096]],
    ['large ones stay', [MAX_ROWS, DONE_ROWS + 1, 9_000], null],
    ['a large one parts neighbours', [10, 10, 10, 10, 9_000, 10, 10, 10, 10], null],
    ['none', [], null],
  ])('%s', (_, sizes, expected) => {
    expect(sizesOf(chooseMerge(blocksOf(sizes)))).toEqual(expected);
  });

  test('blocks of large records are not merged beyond what fits into memory', () => {
    const half = MAX_RAW_BYTES / 2;
    expect(chooseMerge(blocksOf(new Array(9).fill(10), half))).toBe(null);
    expect(sizesOf(chooseMerge(blocksOf(new Array(20).fill(1), MAX_RAW_BYTES / 10)))).toEqual(new Array(10).fill(1));
  });

  test('ends with few blocks, none too large, and writes a row again only a few times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 300, size: 'max' }), (sizes) => {
        const total = sizes.reduce((sum, rows) => sum + rows, 0);
        const settled = settle(sizes);
        expect(Math.max(0, ...settled.sizes)).toBeLessThanOrEqual(MAX_ROWS);
        expect(settled.sizes.reduce((sum, rows) => sum + rows, 0)).toBe(total);
        expect(settled.rewritten).toBeLessThanOrEqual(total * 5);
        const small = settled.sizes.filter((rows) => rows <= DONE_ROWS);
        expect(small.length).toBeLessThanOrEqual(FAN_IN * 5 + settled.sizes.length - small.length);
      }),
      { numRuns: 50 },
    );
  });
});
