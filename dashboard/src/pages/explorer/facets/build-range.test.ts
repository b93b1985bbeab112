import { describe, expect, test } from '@jest/globals';
import { buildRange, isNumeric } from './build-range.ts';

const numbers = (...values: number[]) => ({ numbers: values.map((value) => ({ value, count: 1 })) });

describe('the range of a field', () => {
  test('goes from the least number to the greatest, with a bar for each part', () => {
    const range = buildRange({
      numbers: [
        { value: 200, count: 90 },
        { value: 404, count: 9 },
        { value: 500, count: 1 },
      ],
    });
    expect(range).toMatchObject({ min: 200, max: 500, p50: 200, p95: 404 });
    expect(range?.bars[0]).toBe(1);
    expect(range?.bars.at(-1)).toBeCloseTo(1 / 90);
    expect(range?.placeOf(200)).toBe(0);
    expect(range?.placeOf(9_999)).toBe(1);
  });

  test('gives long tails less room, and finds each number again where it stands', () => {
    const range = buildRange(numbers(...Array.from({ length: 100 }, (_, at) => at + 1), 60_000));
    if (!range) throw new Error('there is no range');
    expect(range.placeOf(100)).toBeGreaterThan(0.3);
    for (const value of [1, 10, 5_000, 60_000]) {
      expect(Math.abs(range.valueAt(range.placeOf(value)) - value)).toBeLessThanOrEqual(50);
    }
  });

  test('has whole numbers where all are whole', () => {
    expect(buildRange(numbers(1, 2, 3, 4))?.valueAt(0.4)).toBe(2);
    expect(buildRange(numbers(0.5, 1, 1.5))?.valueAt(0.4)).toBe(0.9);
  });

  test.each([[[]], [[7]], [[7, 7]]])('of %j is none', (values) => expect(buildRange(numbers(...values))).toBeNull());
});

test('attributes are numbers when all their values are', () => {
  const values = (...texts: string[]) => ({ values: texts.map((value) => ({ value, count: 1 })) });
  expect(isNumeric('attributes.duration_ms', values('12', '3.5'))).toBe(true);
  expect(isNumeric('attributes.version', values('12', '3.5.1'))).toBe(false);
  expect(isNumeric('attributes.duration_ms', values())).toBe(false);
  expect(isNumeric('status_code', undefined)).toBe(true);
  expect(isNumeric('user_id', values('12'))).toBe(false);
});
