import type { StatsAnswer } from '../../api/logs.ts';
import { changeOf } from '../../lib/format-number.ts';
import { slowerThan } from './slower-than.ts';

type Times = StatsAnswer['response_time'];
export type TimeName = keyof Times;

/** From the shortest to the longest, and the mean where people look for it. */
const NAMES = ['min', 'avg', 'p50', 'p95', 'p99', 'max'] as const;
/** Each part of the bar reaches to one of these. */
const ENDS = ['p50', 'p95', 'p99', 'max'] as const;

export interface ResponseTime {
  name: TimeName;
  /** Ms; null when no log has one. */
  value: number | null;
  /** As a share of the period before; null when there is nothing to compare with. */
  change: number | null;
  /** Finds the logs that took as long or longer. */
  query: string;
}

/** The figures in their order. */
export function buildResponseTimes(times: Times, former: Times | undefined, q: string): ResponseTime[] {
  return NAMES.map((name) => {
    const value = times[name];
    const before = former?.[name] ?? null;
    return {
      name,
      value,
      change: value === null || before === null ? null : changeOf(value, before),
      query: slowerThan(q, value),
    };
  });
}

export interface TimeBar {
  /** One behind the other: where each ends, and how wide it is, as shares of the bar. */
  parts: { end: (typeof ENDS)[number]; width: number }[];
  /** Where the mean is. */
  avg: number;
}

/** The times as a bar from the shortest to the longest, logarithmic, since the longest is often a thousand times the middle; null when it has no length. */
export function buildTimeBar(times: Times): TimeBar | null {
  const { min, avg, max } = times;
  if (min === null || avg === null || max === null || max <= min) return null;
  const length = Math.log1p(max) - Math.log1p(min);
  const placeOf = (ms: number): number => Math.min(1, Math.max(0, (Math.log1p(ms) - Math.log1p(min)) / length));
  let from = 0;
  const parts = ENDS.map((end) => {
    const to = Math.max(from, placeOf(times[end] ?? max));
    const width = to - from;
    from = to;
    return { end, width };
  });
  return { parts, avg: placeOf(avg) };
}
