import { readLevel } from '../core/level.ts';
import type { PartialEvent } from '../core/normalise.ts';
import { monthOf, readTimestamp, utcText } from '../core/timestamp.ts';
import { CAPITALS, DIGITS } from './first-characters.ts';
import type { LineParser, ParseOptions } from './parsed-line.ts';
import { addPriority, levelOfWords, readPriority, visitorLevel } from './syslog-priority.ts';
import { withYear } from './yearless-time.ts';

/** Cisco puts a sequence number before the time and marks a clock that is not synchronised with `*` or `.`. */
const BEFORE_TIME = /^(?:\d{1,10}: )?[*.]?/;
/** `Oct 11 22:14:15` (RFC 3164 §4.1.2), with the year or the fraction that many devices add. */
const TIME =
  /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:((?:19|20)\d{2}) )?(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?: ((?:19|20)\d{2})(?= [^ ]))?/;
/** RFC 3339 in its place, as rsyslog forwards. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T[0-9:.,]{5,19}(?:Z|[+-]\d{2}:?\d{2})?(?=[ :]|$)/;
const TAG = /^([^\s:[\]]{1,128})(?:\[([^\]\s]{0,64})\])?:(?: |$)/;
const TAG_WITH_PID = /^([^\s:[\]]{1,128})\[([^\]\s]{0,64})\] /;
const HOST = /^([A-Za-z0-9_.:%-]{1,255})(?: +|$)/;

interface Header {
  timestamp: string;
  end: number;
}

function readTime(text: string, options: ParseOptions): Header | null {
  const found = TIME.exec(text);
  if (found) {
    const [whole, month, day, yearBefore, hour, minute, second, fraction, yearBehind] = found;
    const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), fraction: fraction ?? '' };
    const parts = { month: monthOf(month ?? ''), day: Number(day), ...clock };
    const year = yearBefore ?? yearBehind;
    const timestamp =
      year === undefined ? withYear(parts, options.receivedAt) : utcText({ ...parts, year: Number(year), zone: '' });
    return timestamp === null ? null : { timestamp, end: whole.length };
  }
  const iso = ISO_TIME.exec(text);
  const timestamp = iso === null ? null : readTimestamp(iso[0]);
  return iso === null || timestamp === null ? null : { timestamp, end: iso[0].length };
}

/** Host and tag; a tag in the host's place means that the sender is on the same machine. */
function addOrigin(record: PartialEvent, text: string): void {
  let rest = text;
  if (!TAG.test(rest) && !TAG_WITH_PID.test(rest)) {
    const host = HOST.exec(rest);
    if (host) {
      record.host = host[1] ?? '';
      rest = rest.slice(host[0].length);
    }
  }
  const tag = TAG.exec(rest) ?? TAG_WITH_PID.exec(rest);
  if (tag) {
    record.service = tag[1] ?? '';
    if (tag[2]) record.attributes.pid = tag[2];
    rest = rest.slice(tag[0].length);
  }
  record.message = rest;
}

/** Without a priority only a host and a tag tell such a line from any other that begins with a time; a level is neither. */
function isFileLine({ host, service }: PartialEvent): boolean {
  return host !== undefined && service !== undefined && readLevel(host) === null && readLevel(service) === null;
}

/** `<34>Oct 11 22:14:15 host tag[pid]: message` (RFC 3164 §4.1), and the same without priority as it stands in files. */
export const rfc3164: LineParser = {
  format: 'rfc3164',
  first: `<${DIGITS}${CAPITALS}`,
  parse(line, options) {
    const priority = readPriority(line);
    const rest = priority ? line.slice(priority.end) : line;
    if (priority && rest.trim() === '') return null;
    const record: PartialEvent = { attributes: {} };
    if (priority) addPriority(record, priority);
    const before = priority ? (BEFORE_TIME.exec(rest)?.[0].length ?? 0) : 0;
    const time = readTime(rest.slice(before), options);
    if (!time) {
      // what follows a priority is all content where there is no header (RFC 3164 §4.3.3)
      if (!priority) return null;
      record.message = rest;
      return { confidence: 0.6, record, inner: rest };
    }
    record.timestamp = time.timestamp;
    const behind = rest.slice(before + time.end);
    if (behind.startsWith(': ')) record.message = behind.slice(2);
    else addOrigin(record, behind.replace(/^ {1,4}/, ''));
    if (!priority && !isFileLine(record)) return null;
    const level = record.level ?? levelOfWords(record.message ?? '');
    if (level !== null) record.level = visitorLevel(level, record.service);
    return { confidence: priority ? 0.95 : 0.8, record, inner: record.message };
  },
};
