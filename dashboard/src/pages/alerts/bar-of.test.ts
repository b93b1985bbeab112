import { expect, test } from '@jest/globals';
import { barOf } from './bar-of.ts';

test('the bar has room for the larger of value and threshold', () => {
  expect(barOf(100, 50)).toEqual({ value: 87, threshold: 43 });
  expect(barOf(0, 0)).toEqual({ value: 0, threshold: 0 });
});
