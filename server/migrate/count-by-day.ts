import { ALL_TIME } from '../../api/params/time-range.ts';
import type { LogStore } from '../../core/log-store.ts';
import { formatTime, parseTime } from '../../core/time.ts';

/** Logs by their day, written `2026-11-20`. */
export type DayCounts = Map<string, number>;

const DAY_MS = 86_400_000;
/** Days of one question; stretches without any log are skipped. */
const SPAN_MS = 100 * DAY_MS;

export const dayOf = (timestamp: string): string => timestamp.slice(0, 10);

/** Counts every log of the store by the day of its timestamp, oldest day first; days without one are left out. */
export async function countByDay(store: LogStore): Promise<DayCounts> {
  const days: DayCounts = new Map();
  const query = { kind: 'all' as const };
  for (let from = ALL_TIME.from; from <= ALL_TIME.to; ) {
    const { records } = await store.search({ query, from, to: ALL_TIME.to, limit: 1, order: 'asc', countUpTo: 0 });
    const [first] = records;
    if (!first) break;
    const start = Math.floor(parseTime(first.timestamp) / DAY_MS) * DAY_MS;
    const range = { from: start, to: Math.min(start + SPAN_MS - 1, ALL_TIME.to) };
    const aggregations = { days: { kind: 'histogram' as const, intervalMs: DAY_MS } };
    const { days: found } = (await store.aggregate({ query, ...range, aggregations })).results;
    if (found?.kind !== 'histogram') break;
    for (const { time, total } of found.buckets) if (total > 0) days.set(dayOf(formatTime(time)), total);
    from = range.to + 1;
  }
  return days;
}

export const totalOf = (days: DayCounts): number => days.values().reduce((sum, count) => sum + count, 0);

/** Days on which the two differ, in order. */
export function differingDays(source: DayCounts, target: DayCounts): { day: string; source: number; target: number }[] {
  return [...new Set([...source.keys(), ...target.keys()])]
    .sort()
    .map((day) => ({ day, source: source.get(day) ?? 0, target: target.get(day) ?? 0 }))
    .filter((row) => row.source !== row.target);
}
