import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createQuantileSketch, decodeQuantileSketch, type QuantileSketch, representative } from './quantile-sketch.ts';

const values = fc.array(
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), fc.integer()),
  {
    maxLength: 200,
  },
);
const quantiles = fc.double({ min: 0, max: 1, noNaN: true });

function sketchOf(of: readonly number[]): QuantileSketch {
  const sketch = createQuantileSketch();
  for (const value of of) sketch.add(value);
  return sketch;
}

function isClose(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) <= Math.abs(expected) * 0.0100001;
}

describe('quantile sketch', () => {
  test('every quantile is within 1 % of the value at its rank', () => {
    fc.assert(
      fc.property(values, quantiles, (of, q) => {
        fc.pre(of.length > 0);
        const sorted = [...of].sort((a, b) => a - b);
        const expected = sorted[Math.floor(q * (sorted.length - 1))] ?? 0;
        expect(isClose(sketchOf(of).quantile(q), expected)).toBe(true);
      }),
    );
  });

  test('merging equals adding everything to one sketch, and survives encoding', () => {
    fc.assert(
      fc.property(values, values, quantiles, (left, right, q) => {
        const merged = decodeQuantileSketch(sketchOf(left).encode());
        merged.merge(decodeQuantileSketch(sketchOf(right).encode()));
        const whole = sketchOf([...left, ...right]);
        expect([merged.count, merged.min, merged.max]).toEqual([whole.count, whole.min, whole.max]);
        expect(merged.quantile(q)).toBe(whole.quantile(q));
      }),
    );
  });

  test('is NaN while empty and ignores what is not finite', () => {
    const sketch = sketchOf([Number.NaN, Number.POSITIVE_INFINITY]);
    expect([sketch.count, sketch.min, sketch.max, sketch.quantile(0.5)]).toEqual([
      0,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  test('the least and the greatest are exact, the smallest doubles included', () => {
    const sketch = sketchOf([Number.MIN_VALUE, 3, Number.MAX_VALUE, 0, -Number.MIN_VALUE]);
    expect(sketch.quantile(0)).toBe(-Number.MIN_VALUE);
    expect(sketch.quantile(0.5)).toBe(Number.MIN_VALUE);
    expect(sketch.quantile(1)).toBe(Number.MAX_VALUE);
  });

  test('of representatives has the quantiles of the values themselves', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 3 }), (values) => {
        const [sketch, other] = [sketchOf(values), sketchOf(values.map(representative))];
        const inside = 1 / (values.length - 1);
        for (const q of [inside, 0.5, 1 - inside]) {
          const wanted = sketch.quantile(q);
          expect(Math.abs(other.quantile(q) - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 0.02);
        }
      }),
    );
  });
});
