import type { LogRecord } from '../../../../core/record.ts';

/** Logs of a second. */
export interface SecondCount {
  second: number;
  logs: number;
  errors: number;
}

/** How many of the last seconds are kept. */
export const SECONDS_KEPT = 120;

/** The counts of the last two minutes with these logs in them; seconds in which nothing came have none. */
export function countSeconds(
  counts: readonly SecondCount[],
  logs: readonly LogRecord[],
  now: number,
): readonly SecondCount[] {
  const second = Math.floor(now / 1_000);
  const errors = logs.filter(({ level }) => level === 'error' || level === 'fatal').length;
  const kept = counts.filter((each) => each.second > second - SECONDS_KEPT);
  const last = kept.at(-1);
  if (last?.second !== second) return [...kept, { second, logs: logs.length, errors }];
  return [...kept.slice(0, -1), { second, logs: last.logs + logs.length, errors: last.errors + errors }];
}
