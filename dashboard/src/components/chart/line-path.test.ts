import { expect, test } from '@jest/globals';
import { linePath } from './line-path.ts';

test('a line is broken where a point is not known', () => {
  const ys = [null, 1, 2, null, 3];
  expect(linePath(ys.map((y, x) => ({ x, y })))).toBe('M1.0 1.0L2.0 2.0M4.0 3.0');
});
