import { expect, test } from '@jest/globals';
import { linePath } from './line-path.ts';
import { roundTimes } from './round-times.ts';

test('a line is broken where a point is not known', () => {
  const ys = [null, 1, 2, null, 3];
  expect(linePath(ys.map((y, x) => ({ x, y })))).toBe('M1.0 1.0L2.0 2.0M4.0 3.0');
});

test('marks of time are round, and as few in one minute as in ten', () => {
  expect(roundTimes(1_000, 61_000)).toEqual([20_000, 40_000, 60_000]);
  expect(roundTimes(1_000, 601_000)).toEqual([180_000, 360_000, 540_000]);
});
