import { CATEGORIES, LEVELS } from '../../../../core/record.ts';
import type { TrendField, TrendsAnswer } from '../../api/logs.ts';
import { CATEGORY_COLOURS, LEVEL_COLOURS } from '../../components/tags.tsx';
import { formatTick, type ZoneChoice } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';

export interface Series {
  name: string;
  colour: string;
  /** Whether it is a value that can be searched for, not the rest of them. */
  isValue: boolean;
}

/** Begin and end, in epoch ms. */
export interface Moments {
  from: number;
  to: number;
}

export interface TrendBucket extends Moments {
  total: number;
  /** In the order of the series. */
  counts: number[];
}

export interface Trend {
  series: Series[];
  buckets: TrendBucket[];
}

const SERVICE_COLOURS = [
  'var(--accent)',
  'var(--category-business)',
  'var(--category-performance)',
  'var(--category-security)',
  'var(--level-fatal)',
];

function seriesOf({ by, buckets }: TrendsAnswer): Series[] {
  if (by === 'category') return CATEGORIES.map((name) => ({ name, colour: CATEGORY_COLOURS[name], isValue: true }));
  if (by === 'level') return LEVELS.map((name) => ({ name, colour: LEVEL_COLOURS[name], isValue: true }));
  const sums = new Map<string, number>();
  for (const { counts } of buckets) {
    for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count);
  }
  const names = [...sums].sort((one, other) => other[1] - one[1]).map(([name]) => name);
  const shown = names.slice(0, SERVICE_COLOURS.length);
  return [
    ...shown.map((name, at) => ({ name, colour: SERVICE_COLOURS[at] ?? '', isValue: true })),
    { name: strings.overview.trend.other, colour: 'var(--ink-faint)', isValue: false },
  ];
}

/** The buckets as columns of a fixed order, no longer than the range; what has no series of its own is added up as the rest. */
export function buildTrend(answer: TrendsAnswer, range: Moments): Trend {
  const series = seriesOf(answer);
  const buckets = answer.buckets.map(({ time, total, counts }, at) => {
    const values = series.map(({ name, isValue }) => (isValue ? (counts[name] ?? 0) : 0));
    const rest = total - values.reduce((sum, count) => sum + count, 0);
    const columns = series.map(({ isValue }, column) => (isValue ? (values[column] ?? 0) : rest));
    const next = answer.buckets[at + 1];
    const [from, to] = [Math.max(Date.parse(time), range.from), next ? Date.parse(next.time) - 1 : range.to];
    return { from, to, total, counts: columns };
  });
  return { series, buckets };
}

const MINUTE_MS = 60_000;

/** A moment of the trend so that it is told from the buckets beside it. */
export function nameMoment(time: number, { buckets }: Trend, zone: ZoneChoice): string {
  const [first, second] = buckets;
  const isFine = second !== undefined && second.to - second.from < MINUTE_MS - 1;
  return formatTick(time, zone, isFine ? 1 : (buckets.at(-1)?.to ?? 0) - (first?.from ?? 0));
}

export const TREND_FIELDS: readonly TrendField[] = ['category', 'level', 'service'];
