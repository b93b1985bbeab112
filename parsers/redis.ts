import type { Level } from '../core/record.ts';
import { DIGITS } from './first-characters.ts';
import { readLineTime } from './line-time.ts';
import type { LineParser } from './parsed-line.ts';

const LINE = /^(\d{1,10}):([XCSM]) (\d{1,2} [A-Z][a-z]{2} \d{4} [\d:.]{8,12}) ([.*#-]) /;
const LEVELS: Record<string, Level> = { '.': 'debug', '-': 'info', '*': 'info', '#': 'warn' };
const ROLES: Record<string, string> = { X: 'sentinel', C: 'child', S: 'replica', M: 'master' };

/** `1:M 25 Nov 2026 22:40:01.123 # message`, as Redis and Valkey write. */
export const redis: LineParser = {
  format: 'redis',
  first: DIGITS,
  parse(line, options) {
    const found = LINE.exec(line);
    const timestamp = found === null ? undefined : readLineTime(found[3] ?? '', options)?.timestamp;
    const level = LEVELS[found?.[4] ?? ''];
    if (found === null || timestamp === undefined || level === undefined) return null;
    const attributes = { pid: found[1] ?? '', role: ROLES[found[2] ?? ''] ?? '' };
    return { confidence: 0.97, record: { timestamp, level, message: line.slice(found[0].length), attributes } };
  },
};
