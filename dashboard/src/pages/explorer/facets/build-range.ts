import { fieldKind, toNumber } from '../../../../../core/query/fields.ts';
import type { FieldFacet, FieldNumbers } from '../../../api/facets.ts';

/** The numbers of a field as a small histogram. */
export interface FieldRange {
  min: number;
  max: number;
  p50: number;
  p95: number;
  /** Height of each bar, 0–1, from the least numbers to the greatest. */
  bars: number[];
  /** Where a number stands between the least (0) and the greatest (1). */
  placeOf(value: number): number;
  /** The number at a place, rounded so that it can be read. */
  valueAt(place: number): number;
}

const BARS = 28;
/** Where the greatest is so many times the median, equal steps would leave all logs in the first bar. */
const SKEWED = 12;

/** Whether the values of a field are numbers, as far as is known. */
export function isNumeric(field: string, facet: Pick<FieldFacet, 'values'> | undefined): boolean {
  const kind = fieldKind(field);
  if (kind !== 'attribute') return kind === 'number';
  const values = facet?.values ?? [];
  return values.length > 0 && values.every(({ value }) => Number.isFinite(toNumber(value)));
}

/** Null when there is nothing to choose between. */
export function buildRange({ numbers }: Pick<FieldNumbers, 'numbers'>): FieldRange | null {
  const sorted = numbers.toSorted((one, other) => one.value - other.value);
  const [min, max] = [sorted[0]?.value ?? 0, sorted.at(-1)?.value ?? 0];
  if (min === max) return null;
  const quantile = quantiles(sorted);
  const [p50, p95] = [quantile(0.5), quantile(0.95)];
  const isSkewed = max - min > SKEWED * (p50 - min);
  const scale = (value: number): number => (isSkewed ? Math.log1p(value) : value);
  const unscale = (value: number): number => (isSkewed ? Math.expm1(value) : value);
  const width = scale(max - min);
  const isWhole = sorted.every(({ value }) => Number.isInteger(value));
  const placeOf = (value: number): number => Math.min(1, Math.max(0, scale(Math.max(0, value - min)) / width));
  const valueAt = (place: number): number => {
    if (place <= 0) return min;
    return place >= 1 ? max : roundTo(min + unscale(place * width), min, isWhole);
  };
  return { min, max, p50, p95, bars: heights(sorted, placeOf), placeOf, valueAt };
}

function quantiles(sorted: FieldNumbers['numbers']): (share: number) => number {
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  return (share) => {
    let seen = 0;
    const found = sorted.find(({ count }) => {
      seen += count;
      return seen >= share * total;
    });
    return found?.value ?? 0;
  };
}

function heights(numbers: FieldNumbers['numbers'], placeOf: (value: number) => number): number[] {
  const counts = Array.from({ length: BARS }, () => 0);
  for (const { value, count } of numbers) {
    const bar = Math.min(BARS - 1, Math.floor(placeOf(value) * BARS));
    counts[bar] = (counts[bar] ?? 0) + count;
  }
  const most = Math.max(...counts);
  return counts.map((count) => count / most);
}

/** Three digits of its distance from the least number; whole numbers stay whole. */
function roundTo(value: number, min: number, isWhole: boolean): number {
  const fine = 10 ** (Math.floor(Math.log10(value - min)) - 2);
  const step = isWhole ? Math.max(1, fine) : fine;
  return Number((Math.round(value / step) * step).toPrecision(12));
}
