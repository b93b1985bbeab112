import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDuration } from '../../core/time.ts';
import { chooseInterval, countBuckets } from './interval.ts';
import { readTime } from './time-range.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

describe('readTime', () => {
  test.each([
    ['now', NOW],
    ['now-15m', NOW - 900_000],
    ['now-1h30m', NOW - 5_400_000],
    ['now+5s', NOW + 5_000],
    ['now 5s', NOW + 5_000],
    ['2026-11-20T10:00:00Z', NOW - 7_200_000],
    ['2026-11-20T10:00:00.123456Z', NOW - 7_200_000 + 123],
    ['2026-11-20T11:00:00+01:00', NOW - 7_200_000],
    ['2026-11-20T11:00:00 01:00', NOW - 7_200_000],
    ['2026-11-20T10:00', NOW - 7_200_000],
    ['2026-11-20 10:00', NOW - 7_200_000],
    ['2026-11-20', NOW - 43_200_000],
    [String(NOW), NOW],
    [String(NOW / 1_000), NOW],
    ['20261120', NOW - 43_200_000],
    ['0', 0],
  ])('%s', (text, ms) => {
    expect(readTime(text, NOW)).toBe(ms);
  });

  test.each([
    '',
    'yesterday',
    'now-',
    'now-5',
    'now-x',
    'now5m',
    'nowhere',
    '2026',
    '12345678',
    '2026-13-01',
    '2026-02-30',
    'now-9999999w',
    '9'.repeat(17),
  ])('nothing for %j', (text) => {
    expect(readTime(text, NOW)).toBeNull();
  });
});

test('the chosen interval is the shortest usual one with at most 150 buckets', () => {
  const hour = { from: NOW - 3_600_000, to: NOW };
  expect(formatDuration(chooseInterval(hour))).toBe('30s');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: NOW }), fc.integer({ min: 0, max: NOW }), (a, b) => {
      const range = { from: Math.min(a, b), to: Math.max(a, b) };
      const intervalMs = chooseInterval(range);
      expect(countBuckets(range, intervalMs)).toBeLessThanOrEqual(150);
    }),
  );
});
