import { expect, test } from '@jest/globals';
import { barAt } from './bar-at.ts';

test('each bar has its share of the width; beside them is the nearest', () => {
  expect([0, 0.24, 0.25, 0.99].map((share) => barAt(share, 4))).toEqual([0, 0, 1, 3]);
  expect([-0.5, 1, 1.5].map((share) => barAt(share, 4))).toEqual([0, 3, 3]);
  expect(barAt(0.5, 0)).toBe(0);
});
