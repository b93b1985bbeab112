import type { TimeRange } from '../../core/log-store.ts';
import type { Bound } from '../../core/query/ast.ts';
import { formatTime, isRepresentable, parseTime } from '../../core/time.ts';
import { type Dsl, NONE } from './compiled-query.ts';

const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** The instants between two bounds, in whole milliseconds. */
export function instantRange(field: string, min: Bound | null, max: Bound | null): Dsl {
  const least = min === null ? FIRST_MS : min.inclusive ? Math.ceil(min.value) : Math.floor(min.value) + 1;
  const most = max === null ? LAST_MS : max.inclusive ? Math.floor(max.value) : Math.ceil(max.value) - 1;
  if (!(least <= LAST_MS && most >= FIRST_MS && least <= most)) return NONE;
  const gte = formatTime(Math.max(least, FIRST_MS));
  const lte = formatTime(Math.min(most, LAST_MS));
  return { range: { [field]: { gte, lte } } };
}

/** The records of a time range; so it leaves out what is left of those whose time is over. */
export function recordRange({ from, to }: TimeRange): Dsl {
  return instantRange('timestamp', { value: from, inclusive: true }, { value: to, inclusive: true });
}

/** The records with exactly this time, as it is written; null when none can have it. */
export function timeTerm(field: string, text: string): Dsl | null {
  const time = parseTime(text);
  if (!isRepresentable(time) || formatTime(time) !== text) return null;
  return { range: { [field]: { gte: text, lte: text } } };
}
