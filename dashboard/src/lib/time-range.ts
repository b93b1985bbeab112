import { formatTime, isRepresentable, parseDuration, parseTime } from '../../../core/time.ts';
import { readTimestamp } from '../../../core/timestamp.ts';

/** A stretch of time as the API takes it: each end is `now`, `now-<duration>` or RFC 3339. */
export interface TimeRange {
  from: string;
  to: string;
}

export const DEFAULT_RANGE: TimeRange = { from: 'now-1h', to: 'now' };

/** The ranges that are offered, shortest first. */
export const RELATIVE_RANGES = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '24h', '2d', '7d', '30d'] as const;

const RELATIVE = /^now(?:([+-])(.+))?$/;
const ABSOLUTE = /^(?:\d{4}-\d\d-\d\d(?:[Tt ]|$)|-?\d{9,16}$)/;

/** Epoch ms of one end, as the API reads it; null when it is no time. */
export function resolveTime(text: string, now: number): number | null {
  const relative = RELATIVE.exec(text);
  if (relative) {
    const [, sign, duration] = relative;
    const ms = duration === undefined ? 0 : parseDuration(duration);
    if (ms === null) return null;
    const time = Math.floor(now + (sign === '-' ? -ms : ms));
    return isRepresentable(time) ? time : null;
  }
  const time = ABSOLUTE.test(text) ? readTimestamp(text) : null;
  return time === null ? null : parseTime(time);
}

/** Both ends in epoch ms, in order; the default range where one cannot be read. */
export function resolveRange(range: TimeRange, now: number): { from: number; to: number } {
  const from = resolveTime(range.from, now);
  const to = resolveTime(range.to, now);
  if (from === null || to === null || from > to) return { from: now - 3_600_000, to: now };
  return { from, to };
}

/** Whether the range moves on with the clock. */
export function isRelative({ from, to }: TimeRange): boolean {
  return to === 'now' && from.startsWith('now');
}

/** The range of the same length right before; both ends of a range belong to it. */
export function previousRange(range: TimeRange, now: number): TimeRange {
  const { from, to } = resolveRange(range, now);
  return absoluteRange(from - (to - from) - 1, from - 1);
}

const EARLIEST = parseTime('0000-01-01T00:00:00.000Z');
const LATEST = parseTime('9999-12-31T23:59:59.999Z');

/** The same moments, fixed: for a link that must show the same tomorrow. */
export function absoluteRange(from: number, to: number): TimeRange {
  const write = (ms: number): string => formatTime(Math.min(Math.max(ms, EARLIEST), LATEST));
  return { from: write(from), to: write(to) };
}

/** The duration of `now-15m … now` as `15m`; null for any other range. */
export function relativeSpan({ from, to }: TimeRange): string | null {
  const span = to === 'now' && from.startsWith('now-') ? from.slice('now-'.length) : null;
  return span !== null && parseDuration(span) !== null ? span : null;
}
