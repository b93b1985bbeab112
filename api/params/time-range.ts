import { z } from 'zod';
import type { TimeRange } from '../../core/log-store.ts';
import { isRepresentable, parseDuration, parseTime } from '../../core/time.ts';
import { readTimestamp } from '../../core/timestamp.ts';
import { invalidParameter } from './invalid-parameter.ts';

const RELATIVE = /^now(?:([+ -])(.+))?$/;
const ABSOLUTE = /^\d{4}-\d\d-\d\d(?:[Tt ]|$)/;
/** What is shorter is more likely a year or a day than a second of 1970. */
const EPOCH = /^(?:0|-?\d{9,16}|(?:19|20|21)\d{6})$/;

/** Epoch ms of `now`, `now-15m`, an RFC 3339 time (UTC without a zone), or seconds or milliseconds since 1970 as records have them; null when it is none of them. */
export function readTime(text: string, now: number): number | null {
  const relative = RELATIVE.exec(text);
  if (relative) {
    const [, sign, duration] = relative;
    const ms = duration === undefined ? 0 : parseDuration(duration);
    if (ms === null) return null;
    return inRange(now + (sign === '-' ? -ms : ms));
  }
  // A plus that was not escaped arrives as a space, in `now+5m` and before an offset.
  const isWritten = ABSOLUTE.test(text) || EPOCH.test(text);
  const time = isWritten ? readTimestamp(text.replace(/([Tt].*) (\d\d:?\d\d)$/, '$1+$2')) : null;
  return time === null ? null : parseTime(time);
}

const inRange = (ms: number): number | null => (isRepresentable(ms) ? Math.floor(ms) : null);

const FORMS = 'must be a time such as 2026-11-20T10:00:00Z, now, now-15m or 1795168800000';

/** Both ends belong to the range. */
export const timeRangeParameters = {
  from: z
    .string()
    .default('now-1h')
    .describe('Begin: RFC 3339, seconds or milliseconds since 1970, `now`, or `now-15m`.'),
  to: z.string().default('now').describe('End, in the same forms.'),
};

/** One end. @throws PipelineError `invalid_parameter` with the parameter's name. */
export function readEnd(name: 'from' | 'to', text: string, now: number): number {
  const ms = readTime(text, now);
  if (ms === null) throw invalidParameter(name, FORMS);
  return ms;
}

/** @throws PipelineError `invalid_parameter` with the name of the parameter that is wrong. */
export function readTimeRange(given: { from: string; to: string }, now: number): TimeRange {
  const from = readEnd('from', given.from, now);
  const to = readEnd('to', given.to, now);
  if (from > to) throw invalidParameter('from', 'lies behind `to`');
  return { from, to };
}

/** Everything that has a timestamp. */
export const ALL_TIME: TimeRange = {
  from: parseTime('0000-01-01T00:00:00.000Z'),
  to: parseTime('9999-12-31T23:59:59.999Z'),
};
