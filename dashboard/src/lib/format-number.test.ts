import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  changeOf,
  formatBytes,
  formatChange,
  formatCompact,
  formatCount,
  formatDuration,
  formatShare,
  formatWeight,
} from './format-number.ts';

test('counts have their thousands apart', () => expect(formatCount(12_483)).toBe('12,483'));

test.each([
  [0, '0'],
  [9_999, '9,999'],
  [12_483, '12.5K'],
  [3_400_000, '3.4M'],
])('%d is %s where room is short', (count, text) => expect(formatCompact(count)).toBe(text));

test.each([
  [0, '0 %'],
  [0.000_01, '<0.1 %'],
  [0.034, '3.4 %'],
  [0.999_9, '>99.9 %'],
  [1, '100 %'],
])('the share %d is %s', (share, text) => expect(formatShare(share)).toBe(text));

test.each([
  [0, '0 ms'],
  [0.85, '850 µs'],
  [0.999_9, '1 ms'],
  [4.26, '4.3 ms'],
  [41.7, '42 ms'],
  [999.7, '1 s'],
  [1_240, '1.24 s'],
  [59_999, '1 min'],
  [210_000, '3.5 min'],
  [5_400_000, '1.5 h'],
  [86_400_000, '1 d'],
  [-1_500, '−1.5 s'],
])('%d ms are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

test('a duration is never written with a thousand of a unit that has a larger one', () => {
  const ms = fc.double({ min: 0.001, max: 86_400_000, noNaN: true });
  fc.assert(
    fc.property(ms, (each) => expect(Number.parseFloat(formatDuration(each))).toBeLessThan(1_000)),
    { numRuns: 1_000 },
  );
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_234_567, '1.2 MB'],
  [999_999, '1 MB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  [0.125, '+12.5 %'],
  [-0.03, '−3 %'],
  [0, '±0 %'],
  [0.000_01, '±0 %'],
  [660.2, '×661.2'],
  [9, '×10'],
])('the change %d is %s', (change, text) => expect(formatChange(change)).toBe(text));

test.each([
  [1.254, '+1.25'],
  [-0.3, '−0.30'],
])('the weight %d is %s', (weight, text) => expect(formatWeight(weight)).toBe(text));

test('nothing changes against nothing', () => {
  expect(changeOf(5, 0)).toBeNull();
  expect(changeOf(15, 10)).toBe(0.5);
});
