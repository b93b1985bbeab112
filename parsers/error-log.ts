import { readLevel } from '../core/level.ts';
import type { PartialEvent } from '../core/normalise.ts';
import type { Level } from '../core/record.ts';
import { readTimestamp } from '../core/timestamp.ts';
import { DIGITS } from './first-characters.ts';
import type { LineParser } from './parsed-line.ts';

const NGINX = /^(\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}) \[(\w{3,6})\] (\d+)#(\d+): (?:\*(\d+) )?/;
/** nginx ends a message about a request with `, client: …, server: …, request: "…"`. */
const REQUEST = /, request: "([A-Z]{3,20}) ([^" ]+) [^"]*"/;
const CLIENT = /, client: ([^,\s]+)/;
const SERVER = /, server: ([^,\s]+)/;
const SCAN = 65_536;

/** Web servers write `crit` and `alert` of a single request, such as a stranger's broken handshake; only `emerg` is of the server. */
function serverLevel(word: string | undefined): Level | null {
  return word === 'crit' || word === 'alert' ? 'error' : readLevel(word);
}

function addNginxRequest(record: PartialEvent, message: string): void {
  // the facts stand at the end, behind a text that may be long
  const facts = message.slice(-SCAN);
  const request = REQUEST.exec(facts);
  if (request) {
    record.method = request[1] ?? '';
    record.endpoint = request[2] ?? '';
  }
  const client = CLIENT.exec(facts)?.[1];
  if (client !== undefined) record.ip_address = client;
  const server = SERVER.exec(facts)?.[1];
  if (server !== undefined) record.attributes.server = server;
}

/** `2024/05/01 10:11:12 [error] 12#34: *56 message, client: …` as nginx writes its error log. */
export const nginxError: LineParser = {
  format: 'nginx_error',
  first: DIGITS,
  parse(line) {
    const found = NGINX.exec(line);
    const timestamp = found === null ? null : readTimestamp(found[1]);
    const level = found === null ? null : serverLevel(found[2]);
    if (found === null || timestamp === null || level === null) return null;
    const [whole, , , pid, tid, connection] = found;
    const message = line.slice(whole.length);
    const record: PartialEvent = {
      timestamp,
      level,
      service: 'nginx',
      message,
      attributes: { pid: pid ?? '', tid: tid ?? '' },
    };
    if (connection !== undefined) record.attributes.connection = connection;
    addNginxRequest(record, message);
    return { confidence: 0.97, record };
  },
};

const APACHE_TIME =
  /^\[([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}(?:\.\d{1,9})? \d{4})\] \[(?:([\w-]{1,64}):)?(\w{4,6})\] /;
const APACHE_PROCESS = /^\[pid (\d{1,12})(?::tid (\d{1,20}))?\] /;
const APACHE_CLIENT = /^\[client (\S{1,128})\] /;
const PORT = /^(\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-f:]{2,45}\]?):(\d{1,5})$/i;

function addApacheClient(record: PartialEvent, client: string): void {
  const found = PORT.exec(client);
  // an IPv6 address alone ends like one with a port: only brackets or dots make the last number one
  const hasPort = found !== null && (client.includes('.') || client.startsWith('['));
  record.ip_address = (hasPort ? (found[1] ?? client) : client).replace(/^\[|\]$/g, '');
}

/** `[Wed Oct 11 14:32:52.123 2000] [core:error] [pid 12:tid 34] [client 127.0.0.1:80] message` as Apache httpd writes its error log. */
export const apacheError: LineParser = {
  format: 'apache_error',
  first: '[',
  parse(line) {
    const found = APACHE_TIME.exec(line);
    const timestamp = found === null ? null : readTimestamp(found[1]);
    const level = found === null ? null : serverLevel(found[3]?.replace(/^trace[1-8]$/, 'trace'));
    if (found === null || timestamp === null || level === null) return null;
    let rest = line.slice(found[0].length);
    const record: PartialEvent = { timestamp, level, service: 'httpd', attributes: {} };
    if (found[2] !== undefined) record.attributes.module = found[2];
    const process = APACHE_PROCESS.exec(rest);
    if (process) {
      record.attributes.pid = process[1] ?? '';
      if (process[2] !== undefined) record.attributes.tid = process[2];
      rest = rest.slice(process[0].length);
    }
    const client = APACHE_CLIENT.exec(rest);
    if (client) {
      addApacheClient(record, client[1] ?? '');
      rest = rest.slice(client[0].length);
    }
    record.message = rest;
    return { confidence: 0.97, record };
  },
};
