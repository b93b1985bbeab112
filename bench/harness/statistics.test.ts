import { describe, expect, it } from '@jest/globals';
import { median, quantile, slope } from './statistics.ts';

describe('statistics of a run', () => {
  it('takes the nearest rank as a quantile, whatever the order of the values', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(values, 0.5)).toBe(50);
    expect(quantile(values, 0.99)).toBe(99);
    expect(quantile(values, 1)).toBe(100);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it('takes the middle, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('tells how much values rise, whatever lies above and below their line', () => {
    expect(slope([5, 7, 9, 11])).toBe(2);
    expect(slope([4, 6, 4, 6, 4])).toBe(0);
    expect(slope([3, 1])).toBe(-2);
  });

  it('has no figure of nothing', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(median([])).toBeNaN();
    expect(slope([1])).toBeNaN();
  });
});
