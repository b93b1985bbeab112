import { formatTime, isRepresentable } from './time.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Minutes east of UTC: the zones of RFC 5322 §4.3 and the most common European ones. */
const ZONES: Record<string, number> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  wet: 0,
  west: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
};

/** The parts of a time as written; `fraction` are the digits behind the second, `zone` an offset or a name, empty for UTC. */
export interface TimeParts {
  year: number;
  /** 1–12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  fraction: string;
  zone: string;
}

/** 1–12 of an English month name of three letters or more, 0 when it is none. */
export function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function offsetMinutes(zone: string): number | null {
  if (zone === '') return 0;
  const found = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!found) return ZONES[zone.toLowerCase()] ?? null;
  const [hours, minutes] = [Number(found[2]), Number(found[3] ?? 0)];
  if (hours > 23 || minutes > 59) return null;
  return (found[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function textOf(ms: number, fraction: string): string | null {
  if (!isRepresentable(ms)) return null;
  const text = formatTime(ms);
  return fraction.length > 3 ? `${text.slice(0, 20)}${fraction.slice(0, 9)}Z` : text;
}

/** RFC 3339 in UTC with 3 to 9 fraction digits, or null for a time that no clock shows. Second 60 is the first of the next minute. */
export function utcText(parts: TimeParts): string | null {
  const { year, month, day, hour, minute, second, fraction } = parts;
  const offset = offsetMinutes(parts.zone);
  if (offset === null || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return null;
  date.setUTCHours(hour, minute, second, Number(fraction.padEnd(3, '0').slice(0, 3)));
  return textOf(date.getTime() - offset * 60_000, fraction);
}

const ISO =
  /^([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})(?:(?:[T_]|[ \t]{1,3})([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]{1,20}))?)?[ \t]{0,3}([Zz]|[A-Za-z]{2,4}|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$/i;
/** `10/Oct/2000:13:55:36 -0700`, as Apache and nginx write it. */
const COMMON_LOG =
  /^([0-9]{1,2})\/([A-Za-z]{3})\/([0-9]{4})[: ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]{1,9}))? ?([+-][0-9]{4})?$/;
/** `Wed, 01 May 2024 10:11:12 GMT` (RFC 5322 §3.3). */
const MAIL =
  /^(?:[A-Za-z]{3},? )?([0-9]{1,2}) ([A-Za-z]{3}) ([0-9]{4}) ([0-9]{2}):([0-9]{2})(?::([0-9]{2}))? ?([A-Za-z]{1,4}|[+-][0-9]{4})?$/;
/** `Wed May  1 10:11:12.123 2024`, as C's ctime and Apache's error log write it. */
const CTIME =
  /^(?:[A-Za-z]{3} )?([A-Za-z]{3}) {1,2}([0-9]{1,2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]{1,9}))? (?:([A-Za-z]{2,4}) )?([0-9]{4})$/;

type Groups = RegExpExecArray;
const at = (found: Groups, index: number): string => found[index] ?? '';

function parts(
  found: Groups,
  date: [string, number, string],
  clock: [number, number, number, number, number],
): TimeParts {
  const [hour, minute, second, fraction, zone] = clock;
  return {
    year: Number(date[0]),
    month: date[1],
    day: Number(date[2]),
    hour: Number(at(found, hour)),
    minute: Number(at(found, minute)),
    second: Number(at(found, second)),
    fraction: at(found, fraction),
    zone: at(found, zone),
  };
}

function readWritten(text: string): string | null {
  let found = ISO.exec(text);
  if (found) return utcText(parts(found, [at(found, 1), Number(found[3]), at(found, 4)], [5, 6, 7, 8, 9]));
  found = COMMON_LOG.exec(text);
  if (found) return utcText(parts(found, [at(found, 3), monthOf(at(found, 2)), at(found, 1)], [4, 5, 6, 7, 8]));
  found = CTIME.exec(text);
  if (found) return utcText(parts(found, [at(found, 8), monthOf(at(found, 1)), at(found, 2)], [3, 4, 5, 6, 7]));
  found = MAIL.exec(text);
  if (found) return utcText(parts(found, [at(found, 3), monthOf(at(found, 2)), at(found, 1)], [4, 5, 6, 99, 7]));
  return null;
}

/** Seconds, ms, µs or ns since 1970, told apart by magnitude: the borders lie in the year 5138 of each smaller unit. */
function readEpoch(value: number): string | null {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return null;
  if (size < 1e11) {
    const micros = Math.round(value * 1e6);
    return fromMicros(micros);
  }
  if (size < 1e14) return textOf(Math.floor(value), '');
  if (size < 1e17) return fromMicros(Math.floor(value));
  return textOf(Math.floor(value / 1e6), '');
}

function fromMicros(micros: number): string | null {
  const ms = Math.floor(micros / 1000);
  const rest = micros - ms * 1000;
  const fraction =
    rest === 0 ? '' : `${ms - Math.floor(ms / 1000) * 1000}`.padStart(3, '0') + `${rest}`.padStart(3, '0');
  return textOf(ms, fraction);
}

function readDigits(text: string): string | null {
  if (text.length === 19 && /^[0-9]+$/.test(text)) {
    return textOf(Math.floor(Number(text.slice(0, 13))), text.slice(10));
  }
  return readEpoch(Number(text));
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const COMPACT_DATE = /^(?:19|20|21)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-9]{6}(?:[0-9]{3})?)?$/;

/** Whether a number is written as a day, or a day and a second: what else it may be lies in 1970, or beyond the year 2570. */
function isCompact(value: number): boolean {
  const isDay = value >= 19e6 && value < 22e6;
  const isSecond = value >= 19e12 && value < 22e12;
  return (isDay || isSecond) && COMPACT_DATE.test(String(value));
}

function readCompact(text: string): string | null {
  const fraction = text.length === 17 ? `.${text.slice(14)}` : '';
  return readWritten(text.length === 8 ? text : `${text.slice(0, 8)}T${text.slice(8, 14)}${fraction}`);
}

const EPOCH_PARTS = [
  ['epochSecond', 'nanoOfSecond'],
  ['seconds', 'nanos'],
] as const;

/** log4j's instant, protobuf's JSON-like timestamp, MongoDB's extended JSON. */
function readComposed(value: object): string | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : textOf(value.getTime(), '');
  const fields = value as Record<string, unknown>;
  for (const [seconds, nanos] of EPOCH_PARTS) {
    const [whole, rest] = [fields[seconds], fields[nanos] ?? 0];
    if (typeof whole !== 'number' || typeof rest !== 'number' || !(rest >= 0 && rest < 1e9)) continue;
    return textOf(
      Math.floor(whole) * 1_000 + Math.floor(rest / 1e6),
      rest % 1e6 === 0 ? '' : String(rest).padStart(9, '0'),
    );
  }
  return typeof fields.$date === 'string' ? readTimestamp(fields.$date) : null;
}

/**
 * A moment as RFC 3339 in UTC, with 3 to 9 fraction digits, of: RFC 3339 and its relatives (blank, slash or comma, offset
 * or zone name or none, which is UTC), Apache's, mail's and C's spellings, seconds, ms, µs or ns since 1970 as number or
 * digits, or the objects that log4j and MongoDB write.
 * Null when it is none of these or outside the years 0–9999.
 */
export function readTimestamp(value: unknown): string | null {
  if (typeof value === 'number') return isCompact(value) ? readCompact(String(value)) : readEpoch(value);
  if (typeof value === 'object' && value !== null) return readComposed(value);
  if (typeof value !== 'string' || value.length > 64) return null;
  const text = value.trim();
  if (text.length < 5) return isDigit(text.charCodeAt(0)) && /^[0-9]+$/.test(text) ? readEpoch(Number(text)) : null;
  if (COMPACT_DATE.test(text)) return readCompact(text);
  if (/^-?[0-9]{1,20}(?:\.[0-9]{1,12})?$/.test(text)) return readDigits(text);
  return readWritten(text);
}

let knownDay = '';

function isPair(text: string, index: number, most: number): boolean {
  const high = text.charCodeAt(index) - 48;
  const low = text.charCodeAt(index + 1) - 48;
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 && high * 10 + low <= most;
}

const CHAR = { T: 84, Z: 90, colon: 58, dot: 46 };

function hasStoredClock(text: string): boolean {
  return (
    text.charCodeAt(10) === CHAR.T &&
    isPair(text, 11, 23) &&
    text.charCodeAt(13) === CHAR.colon &&
    isPair(text, 14, 59) &&
    text.charCodeAt(16) === CHAR.colon &&
    isPair(text, 17, 59) &&
    text.charCodeAt(19) === CHAR.dot &&
    isPair(text, 20, 99) &&
    isDigit(text.charCodeAt(22))
  );
}

/** Whether the text is already a moment in the one form that is stored, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export function isStoredForm(text: string): boolean {
  if (text.length !== 24 || text.charCodeAt(23) !== CHAR.Z || !hasStoredClock(text)) return false;
  if (knownDay !== '' && text.startsWith(knownDay)) return true;
  const day = text.slice(0, 10);
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day) || readWritten(day) === null) return false;
  knownDay = day;
  return true;
}
