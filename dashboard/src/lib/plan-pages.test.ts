import { describe, expect, test } from '@jest/globals';
import { type NeededRows, type PageOfRows, planPages } from './plan-pages.ts';

const MOST = 4;

/** Pages of 200 rows; those at these places are in memory. */
function pagesOf(count: number, held: readonly number[]): PageOfRows[] {
  return Array.from({ length: count }, (_, page) => ({ rowCount: 200, isHeld: held.includes(page) }));
}
const seen = (first: number, pinned: number[] = []): NeededRows => ({ first, last: first + 40, pinned });

describe('pages in memory', () => {
  test('all stay while they are few', () => {
    expect(planPages(pagesOf(4, [0, 1, 2, 3]), seen(700), MOST)).toEqual({ drop: [], load: [] });
  });

  test('the farthest go first, never the first of all', () => {
    expect(planPages(pagesOf(6, [0, 1, 2, 3, 4, 5]), seen(1_100), MOST)).toEqual({ drop: [1, 2], load: [] });
    expect(planPages(pagesOf(6, [0, 1, 2, 3, 4, 5]), seen(0), MOST)).toEqual({ drop: [5, 4], load: [] });
  });

  test('come again before one is there', () => {
    expect(planPages(pagesOf(8, [0, 5, 6, 7]), seen(1_000), MOST)).toEqual({ drop: [7], load: [4] });
    expect(planPages(pagesOf(8, [0, 5, 6, 7]), seen(600), MOST)).toEqual({ drop: [7, 6, 5], load: [2, 3, 4] });
  });

  test('are there while something in them is selected', () => {
    expect(planPages(pagesOf(6, [0, 1, 2, 3, 4, 5]), seen(1_100, [250]), MOST)).toEqual({ drop: [2, 3], load: [] });
    expect(planPages(pagesOf(6, [0, 5]), seen(1_100, [250]), MOST)).toEqual({ drop: [], load: [1, 4] });
  });

  test('stay when all of them are seen, however many', () => {
    const needed = { first: 0, last: 1_199, pinned: [] };
    expect(planPages(pagesOf(6, [0, 1, 2, 3, 4, 5]), needed, MOST)).toEqual({ drop: [], load: [] });
  });
});
