import { readLevel } from '../level.ts';
import { ANOMALY_SEVERITIES, CATEGORIES, LEVELS } from '../record.ts';
import { formatTime, parseTime } from '../time.ts';
import { readTimestamp } from '../timestamp.ts';
import { compileBlock } from './address.ts';
import type { Bound, Query } from './ast.ts';
import { fieldKind, toNumber } from './fields.ts';
import { syntaxError } from './syntax-error.ts';

function readSeverity(text: string, at: number): number {
  const level = /^\d\d/.test(text) || /^[a-z]{3}/i.test(text) ? readLevel(text) : null;
  if (level === null) throw syntaxError(`'${text}' is no level (${LEVELS.join(', ')})`, at);
  return LEVELS.indexOf(level);
}

function oneOf(values: readonly string[], what: string, text: string, at: number): string {
  const wanted = text.toLowerCase();
  const found = values.find((value) => value.toLowerCase() === wanted);
  if (found === undefined) throw syntaxError(`'${text}' is no ${what} (${values.join(', ')})`, at);
  return found;
}

function readNumber(text: string, field: string, at: number): number {
  const value = toNumber(text);
  if (!Number.isFinite(value)) throw syntaxError(`'${text}' is no number, which ${field} is compared with,`, at);
  return value === 0 ? 0 : value;
}

const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/i;
const EPOCH = /^\d{10}(?:\d{3})?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;
const MINUTE = /^[^T]+T\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?$/i;
const MINUTE_MS = 60_000;

/** Epoch ms of an RFC 3339 time (UTC where it names no zone, midnight where it is a date alone), or of seconds or ms since 1970. */
function readInstant(text: string, at: number): number {
  const time = INSTANT.test(text) || EPOCH.test(text) ? readTimestamp(text) : null;
  if (time !== null) return parseTime(time);
  const hint = /^now/i.test(text) ? ' (times before now belong in from and to)' : '';
  throw syntaxError(`'${text}' is no time such as 2026-11-20T10:00:00Z or 1795168800000${hint}`, at);
}

const UNORDERED: readonly string[] = ['message', 'category', 'anomaly_severity'];

/** @throws PipelineError `query_syntax` for a field whose values cannot be more or less than others. */
export function assertOrder(field: string, at: number): void {
  if (UNORDERED.includes(field)) throw syntaxError(`${field} has no order to compare by`, at);
}

/** The number that a bound of this field stands for. */
export function readBound(field: string, text: string, at: number): number {
  switch (fieldKind(field)) {
    case 'level':
      return readSeverity(text, at);
    case 'time':
      return readInstant(text, at);
    default:
      return readNumber(text, field, at);
  }
}

function timeEquals(field: string, text: string, at: number): Query {
  const ms = readInstant(text, at);
  const length = DAY.test(text) ? DAY_MS : MINUTE.test(text) ? MINUTE_MS : 0;
  if (length === 0) return { kind: 'equals', field, value: formatTime(ms) };
  const max: Bound = { value: ms + length, inclusive: false };
  return { kind: 'range', field, min: { value: ms, inclusive: true }, max };
}

/** `field:value` for every field but `message`; a date alone means the whole day, a time without seconds the whole minute. */
export function readEquals(field: string, text: string, at: number): Query {
  switch (fieldKind(field)) {
    case 'level':
      return { kind: 'equals', field, value: LEVELS[readSeverity(text, at)] ?? '' };
    case 'category':
      return { kind: 'equals', field, value: oneOf(CATEGORIES, 'category', text, at) };
    case 'anomaly_severity':
      return { kind: 'equals', field, value: oneOf(ANOMALY_SEVERITIES, 'severity', text, at) };
    case 'number':
      return { kind: 'equals', field, value: String(readNumber(text, field, at)) };
    case 'time':
      return timeEquals(field, text, at);
    default:
      return { kind: 'equals', field, value: text };
  }
}

/** `field:10.0.0.0/8`, or null when the value is no address block and need not be one. */
export function readBlock(field: string, text: string, at: number): Query | null {
  const kind = fieldKind(field);
  if (!text.includes('/') || (kind !== 'text' && kind !== 'attribute')) return null;
  if (compileBlock(text) !== null) return { kind: 'cidr', field, block: text };
  if (field !== 'ip_address') return null;
  throw syntaxError(`'${text}' is no address block such as 10.0.0.0/8`, at);
}
