import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TrendsAnswer } from '../../../api/logs.ts';
import { absoluteRange, resolveRange } from '../../../lib/time-range.ts';
import { buildHistogram, rangeOfBars, widerRange } from './build-histogram.ts';

const START = Date.parse('2026-11-26T13:00:00.000Z');
const MINUTE = 60_000;
const RANGE = absoluteRange(START, START + 3 * MINUTE - 30_000);
const NOW = START + 60 * MINUTE;

function answer(by: TrendsAnswer['by'], ...counts: Record<string, number>[]): TrendsAnswer {
  const buckets = counts.map((each, index) => ({
    time: new Date(START + index * MINUTE).toISOString(),
    total: Object.values(each).reduce((a, b) => a + b, 0),
    counts: each,
  }));
  return { interval: '1m', by, buckets };
}

describe('bars', () => {
  const levels = buildHistogram(
    answer('level', { info: 5, error: 1 }, { info: 2, error: 0 }, { info: 0, error: 0 }),
    RANGE,
    NOW,
  );

  test('stand where their time is; the last is unfinished when the range ends inside', () => {
    expect(
      levels.bars.map(({ start, end, total, isUnfinished }) => [start - START, end - start, total, isUnfinished]),
    ).toEqual([
      [0, MINUTE, 6, false],
      [MINUTE, MINUTE, 2, false],
      [2 * MINUTE, MINUTE, 0, true],
    ]);
    expect(levels.total).toBe(8);
  });

  test('become the range that they cover', () => {
    expect(rangeOfBars(levels, 1, 0, RANGE, NOW)).toEqual(absoluteRange(START, START + 2 * MINUTE - 1));
    expect(rangeOfBars(levels, 2, 2, RANGE, NOW)).toEqual(
      absoluteRange(START + 2 * MINUTE, START + 3 * MINUTE - 30_000),
    );
  });
});

describe('a wider range', () => {
  test.each([
    ['15m', '30m'],
    ['1h', '3h'],
    ['90s', '5m'],
  ])('than the last %s is the last %s', (span, wider) => {
    expect(widerRange({ from: `now-${span}`, to: 'now' }, NOW)).toEqual({ from: `now-${wider}`, to: 'now' });
  });

  test('holds the range, is twice as long, and ends by now', () => {
    const moment = fc.integer({ min: START, max: NOW });
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        const inner = resolveRange(absoluteRange(Math.min(one, other), Math.max(one, other)), NOW);
        const outer = resolveRange(widerRange(absoluteRange(inner.from, inner.to), NOW), NOW);
        expect(outer.from).toBeLessThanOrEqual(inner.from);
        expect(outer.to).toBeGreaterThanOrEqual(inner.to);
        expect(outer.to).toBeLessThanOrEqual(NOW);
        expect(outer.to - outer.from + 1).toBe(2 * (inner.to - inner.from + 1));
      }),
    );
  });
});
