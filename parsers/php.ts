import type { Level } from '../core/record.ts';
import { readTimestamp } from '../core/timestamp.ts';
import type { LineParser } from './parsed-line.ts';

const LINE =
  /^\[(\d{2})-([A-Z][a-z]{2})-(\d{4}) (\d{2}:\d{2}:\d{2})(?: ([\w/+:-]{1,40}))?\] (?:PHP )?((?:Recoverable fatal|Fatal|Parse|Core|Compile) error|(?:Core |Compile )?Warning|Notice|Deprecated|Strict Standards): {1,2}/;
const LEVELS: Record<string, Level> = {
  Fatal: 'fatal',
  Warning: 'warn',
  Notice: 'info',
  Deprecated: 'info',
  Strict: 'info',
};

function levelOf(words: string): Level {
  return LEVELS[words.split(' ')[0] ?? ''] ?? (words.endsWith('Warning') ? 'warn' : 'error');
}

/** `[25-Nov-2026 22:40:01 UTC] PHP Warning:  message`, as PHP's `error_log` writes. The time of a zone given by its city stays unread. */
export const php: LineParser = {
  format: 'php',
  first: '[',
  parse(line) {
    const found = LINE.exec(line);
    if (!found) return null;
    const [whole, day, month, year, clock, zone, words] = found;
    // readTimestamp knows the month in Apache's spelling only
    const local = readTimestamp(`${day}/${month}/${year}:${clock}`);
    if (local === null) return null;
    const timestamp = zone === undefined ? local : readTimestamp(`${local.slice(0, 19)} ${zone}`);
    const record = {
      level: levelOf(words ?? ''),
      message: line.slice(whole.length),
      attributes: { kind: words ?? '' },
    };
    return { confidence: 0.97, record: timestamp === null ? record : { timestamp, ...record } };
  },
};
