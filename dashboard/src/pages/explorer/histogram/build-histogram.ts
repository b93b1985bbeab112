import { parseDuration } from '../../../../../core/time.ts';
import type { TrendsAnswer } from '../../../api/logs.ts';
import { buildSeries, countSeries, type Series } from '../../../components/chart/build-series.ts';
import type { TimeRange } from '../../../lib/time-range.ts';
import { absoluteRange, RELATIVE_RANGES, relativeSpan, resolveRange } from '../../../lib/time-range.ts';

/** By what the bars are split. */
export const SPLITS = ['level', 'category', 'service'] as const;
export type Split = (typeof SPLITS)[number];

export interface Bar {
  /** Epoch ms, `[start, end)`. */
  start: number;
  end: number;
  total: number;
  /** By key of the series. */
  counts: Readonly<Record<string, number>>;
  /** Whether more can still fall into it, or some of it lies outside the range. */
  isUnfinished: boolean;
}

export interface Histogram {
  intervalMs: number;
  bars: Bar[];
  series: Series[];
  total: number;
}

/** What the chart shows of an answer to a question about that range, given at `now`. */
export function buildHistogram(answer: TrendsAnswer, range: TimeRange, now: number): Histogram {
  const intervalMs = parseDuration(answer.interval) ?? 1;
  const series = buildSeries(answer);
  const { to } = resolveRange(range, now);
  const bars = answer.buckets.map((bucket): Bar => {
    const start = Date.parse(bucket.time);
    const end = start + intervalMs;
    return { start, end, total: bucket.total, counts: countSeries(bucket, series), isUnfinished: end - 1 > to };
  });
  return { intervalMs, bars, series, total: bars.reduce((sum, { total }) => sum + total, 0) };
}

/** The time of some bars, as far as it lies in the range that they show. */
export function rangeOfBars({ bars }: Histogram, one: number, other: number, range: TimeRange, now: number): TimeRange {
  const { from, to } = resolveRange(range, now);
  const start = bars[Math.min(one, other)]?.start ?? from;
  const end = bars[Math.max(one, other)]?.end ?? to + 1;
  return absoluteRange(Math.max(start, from), Math.min(end - 1, to));
}

/** A range about twice as long around the same time; nothing of it lies in the future. */
export function widerRange(range: TimeRange, now: number): TimeRange {
  const { from, to } = resolveRange(range, now);
  const span = to - from + 1;
  if (relativeSpan(range) !== null) {
    const next = RELATIVE_RANGES.find((each) => (parseDuration(each) ?? 0) >= 2 * (span - 1));
    if (next) return { from: `now-${next}`, to: 'now' };
  }
  const end = Math.min(to + Math.ceil(span / 2), Math.max(now, to));
  return absoluteRange(end - 2 * span + 1, end);
}
