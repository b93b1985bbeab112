import { parseDuration } from '../../../../core/time.ts';
import type { TrendField, TrendsAnswer } from '../../api/logs.ts';
import { buildSeries, countSeries, type Series } from '../../components/chart/build-series.ts';
import { formatTick, shapeFor, shapeOfBar, type ZoneChoice } from '../../lib/format-time.ts';

/** Begin and end, in epoch ms. */
export interface Moments {
  from: number;
  to: number;
}

export interface TrendBucket extends Moments {
  total: number;
  /** By key of the series. */
  counts: Readonly<Record<string, number>>;
}

export interface Trend {
  intervalMs: number;
  series: Series[];
  buckets: TrendBucket[];
}

/** The buckets as columns of a fixed order, no longer than the range. */
export function buildTrend(answer: TrendsAnswer, range: Moments): Trend {
  const series = buildSeries(answer);
  const buckets = answer.buckets.map((bucket, at) => {
    const next = answer.buckets[at + 1];
    const [from, to] = [Math.max(Date.parse(bucket.time), range.from), next ? Date.parse(next.time) - 1 : range.to];
    return { from, to, total: bucket.total, counts: countSeries(bucket, series) };
  });
  return { intervalMs: parseDuration(answer.interval) ?? 1, series, buckets };
}

/** A moment of the trend so that it is told from the buckets beside it. */
export function nameMoment(time: number, { buckets, intervalMs }: Trend, zone: ZoneChoice): string {
  const span = (buckets.at(-1)?.to ?? 0) - (buckets[0]?.from ?? 0);
  return formatTick(time, zone, shapeFor(span) === 'day' ? 'day' : shapeOfBar(intervalMs));
}

export const TREND_FIELDS: readonly TrendField[] = ['category', 'level', 'service'];
