import { describe, expect, test } from '@jest/globals';
import { createValueCounts, MAX_EXACT } from './value-counts.ts';

describe('value counts', () => {
  test('are exact and can be taken back up to a bound', () => {
    const values = createValueCounts();
    for (let index = 0; index < 12_000; index++) values.add(`v${index}`, 2);
    values.subtract('v1', 2);
    values.subtract('v2', 1);
    expect([values.exact, values.cardinality(), values.counts.get('v1'), values.counts.get('v2')]).toEqual([
      true,
      11_999,
      undefined,
      1,
    ]);
  });

  test('beyond it, frequent values stay exact and the number of values is near', () => {
    const values = createValueCounts();
    for (let index = 0; index < 10; index++) values.add(`often${index}`, 1_000);
    const different = MAX_EXACT * 2.5;
    for (let index = 0; index < different; index++) values.add(`rare${index}`, 1);
    expect(values.exact).toBe(false);
    expect(values.counts.get('often3')).toBe(1_000);
    expect(Math.abs(values.cardinality() / different - 1)).toBeLessThan(0.06);
  });
});
