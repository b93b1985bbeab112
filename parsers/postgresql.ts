import type { PartialEvent } from '../core/normalise.ts';
import type { Level } from '../core/record.ts';
import { CAPITALS, DIGITS } from './first-characters.ts';
import { readLineTime } from './line-time.ts';
import type { LineParser } from './parsed-line.ts';

const BEHIND_TIME =
  /^ \[(\d{1,10})(?:-\d{1,10})?\]:? (?:\[[^\][\n]{0,64}\] )?(?:(?:user=)?([^\s@,]{1,64})(?:@|,db=)([^\s@,]{1,64})(?:,\S{0,200})? )?([A-Z]{3,9})(?:\d)?: {2}/;
/** PostgreSQL's FATAL ends one session, such as that of a wrong password; its PANIC ends all. */
const LEVELS: Record<string, Level> = {
  DEBUG: 'debug',
  LOG: 'info',
  INFO: 'info',
  NOTICE: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  FATAL: 'error',
  PANIC: 'fatal',
  DETAIL: 'info',
  HINT: 'info',
  STATEMENT: 'info',
  CONTEXT: 'info',
  QUERY: 'info',
};
const DURATION = /^duration: (\d{1,12}(?:\.\d{1,6})?) ms/;

/** `2026-11-25 22:40:01.123 UTC [123] user@base LOG:  message`, as PostgreSQL writes with its usual prefixes. */
export const postgresql: LineParser = {
  format: 'postgresql',
  first: `${DIGITS}${CAPITALS}`,
  parse(line, options) {
    const time = readLineTime(line, options);
    if (time?.timestamp === undefined) return null;
    const found = BEHIND_TIME.exec(line.slice(time.end, time.end + 256));
    const level = LEVELS[found?.[4] ?? ''];
    if (found === null || level === undefined) return null;
    const message = line.slice(time.end + found[0].length);
    const record: PartialEvent = { timestamp: time.timestamp, level, message, attributes: { pid: found[1] ?? '' } };
    if (found[2] !== undefined) record.attributes.user = found[2];
    if (found[3] !== undefined) record.attributes.database = found[3];
    const duration = DURATION.exec(message.slice(0, 64));
    if (duration) record.response_time = Number(duration[1]);
    return { confidence: 0.96, record };
  },
};
