import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countMarks } from './count-marks.ts';

test.each([
  [0, 2, [0, 1]],
  [1, 2, [0, 1]],
  [3, 2, [0, 2, 4]],
  [10, 4, [0, 3, 6, 9, 12]],
  [610, 2, [0, 400, 800]],
  [4_900, 4, [0, 1_500, 3_000, 4_500, 6_000]],
])('an axis for %d in %d steps', (most, steps, marks) => {
  expect(countMarks(most, steps)).toEqual(marks);
});

test('an axis of shares is marked at round percents', () => {
  const percents = countMarks(0.27, 3, 0.001).map((mark) => Math.round(mark * 1_000) / 10);
  expect(percents).toEqual([0, 10, 20, 30]);
  expect(countMarks(0, 3, 0.001)).toEqual([0, 0.001]);
});

test('the marks are whole, few, evenly apart, and reach what is highest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 1, max: 6 }), (most, steps) => {
      const marks = countMarks(most, steps);
      const [, step = 0] = marks;
      expect(marks.length).toBeLessThanOrEqual(steps + 1);
      expect(marks.every((mark, at) => Number.isInteger(mark) && mark === at * step)).toBe(true);
      expect(marks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(marks.at(-2)).toBeLessThan(Math.max(most, 1));
    }),
  );
});
