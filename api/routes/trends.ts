import { z } from 'zod';
import type { AggregationResult, TimeRange } from '../../core/log-store.ts';
import { CATEGORIES, LEVELS } from '../../core/record.ts';
import { formatDuration, formatTime } from '../../core/time.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';
import { countBuckets, readInterval } from '../params/interval.ts';
import { readRecordQuery, recordParameters } from '../params/record-query.ts';
import { ALL_TIME, readTimeRange, timeRangeParameters } from '../params/time-range.ts';
import { counts, time } from '../schemas/components.ts';

const SPLITS = ['category', 'level', 'service', 'status_code'] as const;
type Split = (typeof SPLITS)[number];
const MAX_SERIES = 50;
const REST = 'other';

const query = z.strictObject({
  ...recordParameters,
  ...timeRangeParameters,
  interval: z
    .string()
    .optional()
    .describe('Length of a bucket, such as `1m`; chosen when absent, so that there are at most 150.'),
  by: z.enum(SPLITS).default('category'),
});

const answer = z.strictObject({
  interval: z.string(),
  by: z.enum(SPLITS),
  buckets: z
    .array(z.strictObject({ time, total: z.number().int(), counts }))
    .describe(
      `Empty buckets are there. Every bucket has the same keys; beyond the ${MAX_SERIES} most frequent they are summed as \`${REST}\`.`,
    ),
});

type Buckets = Extract<AggregationResult, { kind: 'histogram' }>['buckets'];

/** The keys that every bucket shows, the most frequent first where they are not fixed. */
function seriesOf(by: Split, buckets: Buckets): readonly string[] {
  if (by === 'category') return CATEGORIES;
  if (by === 'level') return LEVELS;
  const totals = new Map<string, number>();
  for (const { counts: ofBucket } of buckets) {
    for (const [key, count] of Object.entries(ofBucket)) totals.set(key, (totals.get(key) ?? 0) + count);
  }
  const keys = [...totals].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).map(([key]) => key);
  return keys.length <= MAX_SERIES ? keys : [...keys.slice(0, MAX_SERIES), REST];
}

function countsOf(series: readonly string[], ofBucket: Record<string, number>): Record<string, number> {
  const shown = new Map(series.map((key) => [key, 0]));
  for (const [key, count] of Object.entries(ofBucket)) {
    const place = shown.has(key) ? key : REST;
    shown.set(place, (shown.get(place) ?? 0) + count);
  }
  return Object.fromEntries(shown);
}

function fill(range: TimeRange, intervalMs: number, found: Buckets, by: Split): z.output<typeof answer>['buckets'] {
  const series = seriesOf(by, found);
  const byTime = new Map(found.map((bucket) => [bucket.time, bucket]));
  const first = Math.floor(range.from / intervalMs) * intervalMs;
  const times = Array.from({ length: countBuckets(range, intervalMs) }, (_, index) => first + index * intervalMs);
  return times.map((at) => {
    const bucket = byTime.get(at);
    // no time before the year 0 can be written
    return {
      time: formatTime(Math.max(at, ALL_TIME.from)),
      total: bucket?.total ?? 0,
      counts: countsOf(series, bucket?.counts ?? {}),
    };
  });
}

/** Counts over time. */
export function trendsRoutes({ store, now }: Pick<ApiOptions, 'store' | 'now'>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/logs/trends',
      summary: 'Counts over time, split by a field.',
      tag: 'logs',
      query,
      answer,
      async handle({ query: given, signal }) {
        const range = readTimeRange(given, now());
        const intervalMs = readInterval(given.interval, range);
        const { by } = given;
        const { results } = await store.aggregate({
          query: readRecordQuery(given),
          ...range,
          aggregations: { trend: { kind: 'histogram', intervalMs, by } },
          signal,
        });
        const found = results.trend?.kind === 'histogram' ? results.trend.buckets : [];
        return { interval: formatDuration(intervalMs), by, buckets: fill(range, intervalMs, found, by) };
      },
    }),
  ];
}
