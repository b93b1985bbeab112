import type { PartialEvent } from '../core/normalise.ts';
import { readTimestamp } from '../core/timestamp.ts';
import type { LineParser, ParsedLine } from './parsed-line.ts';

/** What `%h %l %u %t "%r" %>s %b` has in common in both formats; the text behind it is `rest`. */
interface AccessLine {
  record: PartialEvent;
  rest: string;
}

const TIME = /^\[([^\][]{10,40})\] /;
const RESULT = /^ (\d{3}|-) (\d{1,18}|-)(?= |$)/;
const REQUEST = /^([A-Z][A-Za-z_-]{0,31}) (\S.*?)(?: (HTTP\/\d(?:\.\d)?))?$/;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%a-z]*)$/;

/** What stands between quotes from `start`, a backslash protecting the next character; `end` is null where no quote closes it. */
function readQuoted(text: string, start: number): { value: string; end: number | null } | null {
  if (text[start] !== '"') return null;
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return { value: withoutEscapes(text.slice(start + 1, i)), end: i + 1 };
  }
  return { value: withoutEscapes(text.slice(start + 1)), end: null };
}

/** Only what escaping added to printable characters; `\x16` stays as it is, for the byte it names is no text. */
function withoutEscapes(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text;
}

function addClient(record: PartialEvent, before: string): boolean {
  const words = before.split(' ');
  // vhost formats put `name:port` first
  const shift = words.length > 3 && words[2] === '-' ? 1 : 0;
  const [client, ident] = [words[shift], words[shift + 1]];
  if (client === undefined || client === '' || ident === undefined || words.length < shift + 3) return false;
  const user = words.slice(shift + 2).join(' ');
  if (shift === 1 && words[0] !== undefined) record.attributes.virtual_host = words[0];
  if (ADDRESS.test(client)) record.ip_address = client;
  else record.attributes.client = client;
  if (ident !== '-') record.attributes.ident = ident;
  if (user !== '-' && user !== '' && user !== '""') record.user_id = user;
  return true;
}

function addRequest(record: PartialEvent, request: string): void {
  const found = request.length > 65_536 ? null : REQUEST.exec(request);
  if (!found) return;
  record.method = found[1] ?? '';
  record.endpoint = found[2] ?? '';
  if (found[3] !== undefined) record.attributes.protocol = found[3];
}

/** Reads up to the size of the answer; the message is the request with status and size. */
function readAccessLine(line: string): AccessLine | null {
  const bracket = line.indexOf(' [');
  if (bracket < 1 || bracket > 1_024) return null;
  const time = TIME.exec(line.slice(bracket + 1, bracket + 64));
  const timestamp = time === null ? null : readTimestamp(time[1]);
  const record: PartialEvent = { attributes: {} };
  if (time === null || timestamp === null || !addClient(record, line.slice(0, bracket))) return null;
  const start = bracket + 1 + time[0].length;
  const request = readQuoted(line, start);
  if (request === null || request.end === null) return null;
  const result = RESULT.exec(line.slice(request.end, request.end + 40));
  if (!result) return null;
  record.timestamp = timestamp;
  addRequest(record, request.value);
  if (result[1] !== '-') record.status_code = Number(result[1]);
  if (result[2] !== '-') record.attributes.bytes = Number(result[2]);
  const end = request.end + result[0].length;
  record.message = line.slice(start, end);
  return { record, rest: line.slice(end) };
}

/** Referrer and agent; the quote that closes the agent may be lost where a line was cut. */
function addVisitor(record: PartialEvent, rest: string): string | null {
  const referrer = readQuoted(rest, 1);
  if (referrer === null || referrer.end === null) return null;
  const agent = readQuoted(rest, referrer.end + 1);
  if (agent === null) return null;
  if (referrer.value !== '-' && referrer.value !== '') record.attributes.referrer = referrer.value;
  if (agent.value !== '-' && agent.value !== '') record.user_agent = agent.value;
  return agent.end === null ? '' : rest.slice(agent.end);
}

function addExtra(record: PartialEvent, extra: string): void {
  if (extra.trim() !== '') record.attributes.extra = extra.trim();
}

function parseCommon(line: string): Omit<ParsedLine, 'format'> | null {
  const read = readAccessLine(line);
  if (!read) return null;
  addExtra(read.record, read.rest);
  return { confidence: read.rest === '' ? 0.97 : 0.7, record: read.record };
}

function parseCombined(line: string): Omit<ParsedLine, 'format'> | null {
  const read = readAccessLine(line);
  const extra = read === null ? null : addVisitor(read.record, read.rest);
  if (read === null || extra === null) return null;
  addExtra(read.record, extra);
  return { confidence: extra === '' ? 0.98 : 0.9, record: read.record };
}

/** `host ident user [time] "request" status bytes`: the common log format of Apache, nginx and many others. */
export const apacheCommon: LineParser = { format: 'apache_common', parse: parseCommon };

/** The common log format followed by `"referrer" "agent"`; what stands behind them is kept in `attributes.extra`. */
export const apacheCombined: LineParser = { format: 'apache_combined', parse: parseCombined };
