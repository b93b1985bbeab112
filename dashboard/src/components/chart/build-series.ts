import { CATEGORIES, LEVELS, type Level } from '../../../../core/record.ts';
import type { TrendsAnswer } from '../../api/logs.ts';
import { CATEGORY_COLOURS, LEVEL_COLOURS } from '../tags.tsx';

/** Bars of one colour, one in each bucket. */
export interface Series {
  /** Its name, and that of its counts; no two are the same. */
  key: string;
  colour: string;
  total: number;
  /** Whether it sums up what has no series of its own, so that nothing can be found by it. */
  isRest: boolean;
}

type Buckets = TrendsAnswer['buckets'];

/** More than these cannot be told apart. */
const MOST_SERVICES = 5;
/** As the API calls what it sums up itself. */
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

function sumUp(buckets: Buckets): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { counts } of buckets) {
    for (const [key, count] of Object.entries(counts)) totals.set(key, (totals.get(key) ?? 0) + count);
  }
  return totals;
}

/** The series of an answer from the bottom of the bars to their top; none that is empty. The same value has the same colour on every page. */
export function buildSeries({ by, buckets }: Pick<TrendsAnswer, 'by' | 'buckets'>): Series[] {
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

/** What a bucket counts of each series, by their keys. */
export function countSeries(bucket: Buckets[number], series: readonly Series[]): Record<string, number> {
  const named = series.filter(({ isRest }) => !isRest).map(({ key }) => [key, bucket.counts[key] ?? 0] as const);
  const rest = bucket.total - named.reduce((sum, [, count]) => sum + count, 0);
  return { ...Object.fromEntries(named), ...(series.some(({ isRest }) => isRest) && { [REST]: rest }) };
}
