import { readLevel } from '../core/level.ts';
import type { PartialEvent } from '../core/normalise.ts';
import type { Attributes } from '../core/record.ts';
import { readTimestamp } from '../core/timestamp.ts';
import type { LineParser } from './parsed-line.ts';

const LINE = /^\[(\d{4}-\d{2}-\d{2}[T ][\d:.]{8,18}(?:Z|[+-]\d{2}:\d{2})?)\] ([\w-]{1,64})\.([A-Z]{4,9}): /;
const ENVIRONMENTS = new Set(['production', 'staging', 'local', 'testing', 'development']);

/** The JSON object that the line ends with, behind it only an empty list of extras. */
function readContext(text: string): { context: Attributes; start: number } | null {
  const start = text.indexOf(' {"');
  const json = start === -1 ? '' : text.slice(start).replace(/ \[\] {0,4}$/, '');
  if (!json.endsWith('}')) return null;
  try {
    return { context: JSON.parse(json), start };
  } catch {
    return null;
  }
}

/** `[2026-11-25 22:40:01] production.ERROR: message {"order":7} []`, as Monolog and Laravel write. */
export const monolog: LineParser = {
  format: 'monolog',
  first: '[',
  parse(line) {
    const found = LINE.exec(line);
    const timestamp = found === null ? null : readTimestamp(found[1]);
    const level = found === null ? null : readLevel(found[3]);
    if (found === null || timestamp === null || level === null) return null;
    const channel = found[2] ?? '';
    const text = line.slice(found[0].length);
    const read = readContext(text);
    const message = read === null ? text.replace(/(?: \[\]){1,2} {0,4}$/, '') : text.slice(0, read.start);
    const record: PartialEvent = { timestamp, level, message, attributes: { channel } };
    // Laravel's channel is the name of its environment
    if (ENVIRONMENTS.has(channel)) record.environment = channel;
    if (read !== null) record.attributes.context = read.context;
    return { confidence: 0.97, record };
  },
};
