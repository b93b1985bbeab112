import { expect, test } from '@jest/globals';
import type { TrendsAnswer } from '../../api/logs.ts';
import { buildSeries, countSeries } from './build-series.ts';

function bucketOf(counts: Record<string, number>): TrendsAnswer['buckets'][number] {
  return { time: '2026-11-26T13:00:00.000Z', total: Object.values(counts).reduce((a, b) => a + b, 0), counts };
}

test('the severest level is at the bottom, and no series is empty', () => {
  const buckets = [
    { info: 5, error: 1, warn: 0 },
    { info: 2, error: 0, warn: 0 },
  ].map(bucketOf);
  expect(buildSeries({ by: 'level', buckets }).map(({ key, total }) => [key, total])).toEqual([
    ['error', 1],
    ['info', 7],
  ]);
});

test('of many services the five most frequent have a series; the rest is one, with what the API has summed up already', () => {
  const counts = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`s${index}`, index + 1]));
  const bucket = bucketOf({ ...counts, other: 3 });
  const series = buildSeries({ by: 'service', buckets: [bucket] });
  expect(series.map(({ key, total, isRest }) => [key, total, isRest])).toEqual([
    ['s7', 8, false],
    ['s6', 7, false],
    ['s5', 6, false],
    ['s4', 5, false],
    ['s3', 4, false],
    ['other', 9, true],
  ]);
  expect(countSeries(bucket, series)).toEqual({ s7: 8, s6: 7, s5: 6, s4: 5, s3: 4, other: 9 });
});
