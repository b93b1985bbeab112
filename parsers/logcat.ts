import type { Level } from '../core/record.ts';
import { DIGITS } from './first-characters.ts';
import type { LineParser } from './parsed-line.ts';
import { withYear } from './yearless-time.ts';

const LINE =
  /^(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})\.(\d{3,6}) {1,8}(\d{1,7}) {1,8}(\d{1,7}) ([VDIWEF]) ([^:\n]{0,128}): ?/;
const LEVELS: Record<string, Level> = { V: 'trace', D: 'debug', I: 'info', W: 'warn', E: 'error', F: 'fatal' };

/** `11-25 22:40:01.123  1234  5678 E Tag: message`, as Android's `logcat -v threadtime` writes. */
export const logcat: LineParser = {
  format: 'logcat',
  first: DIGITS,
  parse(line, options) {
    const found = LINE.exec(line);
    if (!found) return null;
    const [month, day, hour, minute, second] = found.slice(1, 6).map(Number);
    const date = { month: month ?? 0, day: day ?? 0 };
    const clock = { hour: hour ?? 0, minute: minute ?? 0, second: second ?? 0, fraction: found[6] ?? '' };
    const timestamp = withYear({ ...date, ...clock }, options.receivedAt);
    const level = LEVELS[found[9] ?? ''];
    if (timestamp === null || level === undefined) return null;
    const attributes = { pid: found[7] ?? '', tid: found[8] ?? '', logger: (found[10] ?? '').trim() };
    return { confidence: 0.97, record: { timestamp, level, message: line.slice(found[0].length), attributes } };
  },
};
