import type { PartialEvent } from '../core/normalise.ts';
import type { Level } from '../core/record.ts';
import { readTimestamp } from '../core/timestamp.ts';
import type { LineParser } from './parsed-line.ts';

const LINE =
  /^([DIWEFA]), \[(\d{4}-\d{2}-\d{2}T[\d:.]{8,18}) {1,2}#?(\d{1,10})\] {1,4}(?:DEBUG|INFO|WARN|ERROR|FATAL|ANY) -- ([^:\n]{0,128}): ?/;
const LEVELS: Record<string, Level> = { D: 'debug', I: 'info', W: 'warn', E: 'error', F: 'fatal', A: 'info' };

/** `I, [2026-11-25T22:40:01.123456 #1]  INFO -- program: message`, as Ruby's Logger writes. */
export const rubyLogger: LineParser = {
  format: 'ruby',
  first: 'DIWEFA',
  parse(line) {
    const found = LINE.exec(line);
    const timestamp = found === null ? null : readTimestamp(found[2]);
    const level = LEVELS[found?.[1] ?? ''];
    if (found === null || timestamp === null || level === undefined) return null;
    const message = line.slice(found[0].length);
    const record: PartialEvent = { timestamp, level, message, attributes: { pid: found[3] ?? '' } };
    if (found[4]) record.attributes.logger = found[4];
    return { confidence: 0.97, record };
  },
};
