import { putAttribute } from '../core/attributes.ts';
import type { PartialEvent } from '../core/normalise.ts';
import type { Attributes } from '../core/record.ts';
import { readTimestamp } from '../core/timestamp.ts';
import type { LineParser } from './parsed-line.ts';
import { addPriority, readPriority, visitorLevel } from './syslog-priority.ts';

/** VERSION TIMESTAMP HOSTNAME APP-NAME PROCID MSGID, each up to a blank (RFC 5424 §6.2). */
const HEADER = /^1 ([^ ]{1,64}) ([^ ]{1,512}) ([^ ]{1,256}) ([^ ]{1,256}) ([^ ]{1,256})(?: |$)/;
const TIME = /^\d{4}-\d{2}-\d{2}[Tt]/;

interface StructuredData {
  elements: Attributes;
  /** Index behind the last bracket. */
  end: number;
}

/** The value between quotes that begins at `start`: backslash takes the meaning from `"`, `\` and `]` only (RFC 5424 §6.3.3). */
function readValue(text: string, start: number): { value: string; end: number } | null {
  let value = '';
  let from = start;
  for (let i = start; i < text.length; i += 1) {
    const char = text[i];
    if (char === '"') return { value: value + text.slice(from, i), end: i + 1 };
    if (char === '\\' && '"\\]'.includes(text[i + 1] ?? ' ')) {
      value += text.slice(from, i);
      from = i + 1;
      i += 1;
    }
  }
  return null;
}

function addParameter(element: Attributes, name: string, value: string): void {
  const former = Object.hasOwn(element, name) ? element[name] : undefined;
  if (former === undefined) putAttribute(element, name, value);
  else if (Array.isArray(former)) former.push(value);
  else element[name] = [former, value];
}

const ID = /\[([^\s="\]]{1,128})/y;
const NAME = / +([^\s="\]]{1,128})="/y;

function readElement(text: string, start: number): { id: string; element: Attributes; end: number } | null {
  ID.lastIndex = start;
  const found = ID.exec(text);
  if (!found) return null;
  const element: Attributes = {};
  let at = ID.lastIndex;
  for (;;) {
    NAME.lastIndex = at;
    const name = NAME.exec(text);
    if (!name) break;
    const value = readValue(text, NAME.lastIndex);
    if (!value) return null;
    addParameter(element, name[1] ?? '', value.value);
    at = value.end;
  }
  while (text[at] === ' ') at += 1;
  return text[at] === ']' ? { id: found[1] ?? '', element, end: at + 1 } : null;
}

function readStructuredData(text: string, start: number): StructuredData | null {
  const elements: Attributes = {};
  if (text[start] === '-') return { elements, end: start + 1 };
  let at = start;
  while (text[at] === '[') {
    const read = readElement(text, at);
    if (!read) return null;
    putAttribute(elements, read.id, read.element);
    at = read.end;
  }
  return at > start ? { elements, end: at } : null;
}

const given = (text: string | undefined): string | undefined => (text === '-' ? undefined : text);

/** `<34>1 2003-10-11T22:14:15.003Z host app 8710 ID47 [id name="value"] message` (RFC 5424 §6). */
export const rfc5424: LineParser = {
  format: 'rfc5424',
  first: '<',
  parse(line) {
    const priority = readPriority(line);
    if (!priority) return null;
    const rest = line.slice(priority.end);
    const header = HEADER.exec(rest);
    if (!header) return null;
    const [, time, host, app, pid, messageId] = header.map(given);
    const timestamp = time === undefined ? undefined : TIME.test(time) ? readTimestamp(time) : null;
    const data = readStructuredData(rest, header[0].length);
    if (timestamp === null || !data || (data.end < rest.length && rest[data.end] !== ' ')) return null;
    const record: PartialEvent = { attributes: {} };
    addPriority(record, priority);
    if (timestamp !== undefined) record.timestamp = timestamp;
    if (host !== undefined) record.host = host;
    if (app !== undefined) record.service = app;
    if (record.level !== undefined) record.level = visitorLevel(record.level, app);
    if (pid !== undefined) record.attributes.pid = pid;
    if (messageId !== undefined) record.attributes.msgid = messageId;
    if (Object.keys(data.elements).length > 0) record.attributes.structured_data = data.elements;
    record.message = rest.slice(data.end + 1).replace(/^\uFEFF/, '');
    return { confidence: 0.98, record, inner: record.message };
  },
};
