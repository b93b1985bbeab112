import { monthOf, readTimestamp, utcText } from '../core/timestamp.ts';
import type { ParseOptions } from './parsed-line.ts';
import { withYear } from './yearless-time.ts';

/** The time that a text begins with. */
export interface LineTime {
  /** Undefined for a time of day, whose day nobody says. */
  timestamp: string | undefined;
  /** Index behind it. */
  end: number;
}

const ZONE = '(Z|UTC|GMT|CES?T|EES?T|WES?T|MSK|[ECMP][SD]T|[+-]\\d{2}:?\\d{2})';
const END = '(?=[\\s:|,\\])]|$)';
const CLOCK = '(\\d{2}):(\\d{2}):(\\d{2})(?:[.,](\\d{1,9}))?';

const ISO = new RegExp(`^\\d{4}([-/.])\\d{2}\\1\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?(?: ?${ZONE})?${END}`);
/** `25-Nov-2026 22:40:01 UTC`, `25/Nov/2026:22:40:01 +0000`, `25 Nov 2026 22:40:01.123`. */
const DAY_FIRST = new RegExp(`^(\\d{1,2})[-/ ]([A-Z][a-z]{2})[-/ ](\\d{4})[: ]${CLOCK}(?: ?${ZONE})?${END}`);
/** `26/11/25 22:40:01`, as Hadoop's and Spark's programs write; a first number up to 12 could be a month. */
const SHORT_YEAR = new RegExp(`^(1[3-9]|[2-9]\\d)/(\\d{2})/(\\d{2}) ${CLOCK}${END}`);
const TIME_OF_DAY = new RegExp(`^${CLOCK}${END}`);
/** `Wed Nov 25 22:40:01 2026`. */
const CTIME = new RegExp(
  `^[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\\d{1,2} \\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?: [A-Z]{2,4})? \\d{4}${END}`,
);
const YEARLESS = new RegExp(`^([A-Z][a-z]{2}) {1,2}(\\d{1,2}) ${CLOCK}${END}`);

function clockOf(found: RegExpExecArray, first: number) {
  const [hour, minute, second] = [0, 1, 2].map((index) => Number(found[first + index]));
  return { hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0, fraction: found[first + 3] ?? '' };
}

function timeOf(timestamp: string | null, found: RegExpExecArray): LineTime | null {
  return timestamp === null ? null : { timestamp, end: found[0].length };
}

function readNumeric(text: string): LineTime | null {
  let found = ISO.exec(text);
  if (found) return timeOf(readTimestamp(found[0]), found);
  found = TIME_OF_DAY.exec(text);
  if (found) {
    const { hour, minute, second } = clockOf(found, 1);
    return hour > 23 || minute > 59 || second > 60 ? null : { timestamp: undefined, end: found[0].length };
  }
  found = DAY_FIRST.exec(text);
  if (found) {
    const date = { year: Number(found[3]), month: monthOf(found[2] ?? ''), day: Number(found[1]) };
    return timeOf(utcText({ ...date, ...clockOf(found, 4), zone: found[8] ?? '' }), found);
  }
  found = SHORT_YEAR.exec(text);
  if (!found) return null;
  const date = { year: 2000 + Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  return timeOf(utcText({ ...date, ...clockOf(found, 4), zone: '' }), found);
}

function readNamed(text: string, options: ParseOptions): LineTime | null {
  let found = CTIME.exec(text);
  if (found) return timeOf(readTimestamp(found[0]), found);
  found = YEARLESS.exec(text);
  if (!found) return null;
  const date = { month: monthOf(found[1] ?? ''), day: Number(found[2]) };
  return timeOf(withYear({ ...date, ...clockOf(found, 3) }, options.receivedAt), found);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isCapital = (code: number): boolean => code >= 65 && code <= 90;

/** The time at the very beginning, in a form that loggers write; null when there is none. Looks at 64 characters at most. */
export function readLineTime(text: string, options: ParseOptions): LineTime | null {
  const first = text.charCodeAt(0);
  if (isDigit(first)) return readNumeric(text.slice(0, 64));
  return isCapital(first) ? readNamed(text.slice(0, 64), options) : null;
}
