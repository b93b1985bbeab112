import { CATEGORIES, LEVELS, type Level } from '../../../../../core/record.ts';
import { parseDuration } from '../../../../../core/time.ts';
import type { TrendsAnswer } from '../../../api/logs.ts';
import { CATEGORY_COLOURS, LEVEL_COLOURS } from '../../../components/tags.tsx';
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

export interface Series {
  key: string;
  colour: string;
  total: number;
  /** Whether it sums up what has no series of its own, so that nothing can be filtered by it. */
  isRest: boolean;
}

export interface Histogram {
  intervalMs: number;
  bars: Bar[];
  /** From the bottom of the bars to their top; none that is empty. */
  series: Series[];
  total: number;
}

/** More than these cannot be told apart. */
const MOST_SERVICES = 5;
const REST = 'other';

/** Areas need less contrast than text: what is usual stands back, so that what is not catches the eye. */
const AREA_COLOURS: Readonly<Record<Level, string>> = {
  ...LEVEL_COLOURS,
  trace: `color-mix(in srgb, ${LEVEL_COLOURS.trace} 40%, var(--surface))`,
  debug: `color-mix(in srgb, ${LEVEL_COLOURS.debug} 60%, var(--surface))`,
  info: `color-mix(in srgb, ${LEVEL_COLOURS.info} 55%, var(--surface))`,
  warn: `color-mix(in srgb, ${LEVEL_COLOURS.warn} 65%, var(--mark))`,
};

/** The severest level stands at the bottom, where its bars can be compared. */
const FIXED: Readonly<
  Partial<Record<string, { order: readonly string[]; colours: Readonly<Record<string, string>> }>>
> = {
  level: { order: LEVELS.toReversed(), colours: AREA_COLOURS },
  category: { order: CATEGORIES, colours: CATEGORY_COLOURS },
};

function sumUp(buckets: TrendsAnswer['buckets']): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { counts } of buckets) {
    for (const [key, count] of Object.entries(counts)) totals.set(key, (totals.get(key) ?? 0) + count);
  }
  return totals;
}

function seriesOf({ by, buckets }: TrendsAnswer): Series[] {
  const totals = sumUp(buckets);
  const fixed = FIXED[by];
  if (fixed) {
    const all = fixed.order.map((key) => ({ key, colour: fixed.colours[key] ?? '', total: totals.get(key) ?? 0 }));
    return all.filter(({ total }) => total > 0).map((each) => ({ ...each, isRest: false }));
  }
  const named = [...totals].filter(([key, total]) => total > 0 && key !== REST).sort(([, a], [, b]) => b - a);
  const shown = named.slice(0, MOST_SERVICES).map(([key, total], index) => ({
    key,
    colour: `var(--series-${index + 1})`,
    total,
    isRest: false,
  }));
  const rest = [...totals.values()].reduce((a, b) => a + b, 0) - shown.reduce((sum, { total }) => sum + total, 0);
  return rest > 0 ? [...shown, { key: REST, colour: 'var(--series-rest)', total: rest, isRest: true }] : shown;
}

function countsOf(bucket: TrendsAnswer['buckets'][number], series: readonly Series[]): Record<string, number> {
  const named = series.filter(({ isRest }) => !isRest).map(({ key }) => [key, bucket.counts[key] ?? 0] as const);
  const rest = bucket.total - named.reduce((sum, [, count]) => sum + count, 0);
  return { ...Object.fromEntries(named), ...(series.some(({ isRest }) => isRest) && { [REST]: rest }) };
}

/** What the chart shows of an answer to a question about that range, given at `now`. */
export function buildHistogram(answer: TrendsAnswer, range: TimeRange, now: number): Histogram {
  const intervalMs = parseDuration(answer.interval) ?? 1;
  const series = seriesOf(answer);
  const { to } = resolveRange(range, now);
  const bars = answer.buckets.map((bucket): Bar => {
    const start = Date.parse(bucket.time);
    const end = start + intervalMs;
    return { start, end, total: bucket.total, counts: countsOf(bucket, series), isUnfinished: end - 1 > to };
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
