import { isUtf8 } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toPipelineError } from '../../core/error-body.ts';
import { type ErrorCode, PipelineError } from '../../core/errors.ts';
import type { OutgoingMessage } from '../../core/log-bus.ts';
import { serviceOf } from '../../core/normalise.ts';
import { TOPIC } from '../../core/topics.ts';
import { innerText } from '../../parsers/envelope.ts';
import type { ParseLine } from '../../parsers/parsed-line.ts';
import type { BodyType } from './body-kind.ts';
import { decodeBody, encodingOf } from './body-text.ts';
import { assertRecord, assertSize, readJsonLine } from './check-record.ts';
import { elementsOf } from './json-elements.ts';

export interface Rejection {
  /** Place in the request, from 0; blank lines do not count. */
  index: number;
  code: ErrorCode;
  message: string;
}

/** The records of one body: messages for the bus, and what could not be taken. */
export interface ReadRecords {
  messages: OutgoingMessage[];
  rejected: Rejection[];
}

export interface ReadRecordsOptions {
  /** The parsers' detection, handed in. */
  parseLine: ParseLine;
  recordBytes: number;
  recordsPerRequest: number;
  /** Epoch ms. */
  receivedAt: number;
  /** For records that name no service. */
  defaultService?: string | undefined;
}

type Headers = Readonly<Record<string, string>>;
type ToMessage = (item: string, options: ReadRecordsOptions, headers: Headers) => OutgoingMessage;

const RECORDS_PER_TURN = 2_000;
const JSON_HEADERS: Headers = Object.freeze({ source: 'http' });

function textHeaders(service: string | undefined): Headers {
  const headers = { 'content-type': 'text/plain', source: 'http' };
  return service === undefined ? headers : { ...headers, service };
}

function serviceOfLine(line: string, options: ReadRecordsOptions, fallback?: string): string {
  const { record } = options.parseLine(line, { receivedAt: options.receivedAt });
  return serviceOf({ service: record.service ?? fallback });
}

/** The sender's own text goes on, so that nothing is lost by reading and writing it again. */
function recordMessage(text: string, record: Record<string, unknown>, options: ReadRecordsOptions): OutgoingMessage {
  const { receivedAt: timestamp, defaultService } = options;
  const key = innerText(record) === undefined ? serviceOf(record) : serviceOfLine(text, options);
  if (defaultService === undefined || key !== 'unknown' || Object.hasOwn(record, 'service')) {
    return { topic: TOPIC.logs, key, value: text, headers: JSON_HEADERS, timestamp };
  }
  const named = JSON.stringify({ ...record, service: defaultService });
  return { topic: TOPIC.logs, key: defaultService, value: named, headers: JSON_HEADERS, timestamp };
}

const jsonMessage: ToMessage = (line, options) => {
  assertSize(line, options.recordBytes);
  const record = readJsonLine(line);
  assertRecord(record);
  return recordMessage(line, record, options);
};

const textMessage: ToMessage = (line, options, headers) => {
  assertSize(line, options.recordBytes);
  const { receivedAt: timestamp, defaultService } = options;
  const key = serviceOfLine(line, options, defaultService);
  return { topic: TOPIC.logs, key, value: line, headers, timestamp };
};

function* linesOf(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const line = text.slice(start, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    if (line.trim() !== '') yield line;
    start = end + 1;
  }
}

/** Bytes that are no UTF-8 spoil their own line only. */
function* brokenLinesOf(body: Buffer): Generator<string | PipelineError> {
  let start = 0;
  while (start < body.length) {
    const found = body.indexOf(10, start);
    const end = found === -1 ? body.length : found;
    const bytes = body.subarray(start, end);
    if (!isUtf8(bytes)) yield new PipelineError('invalid_record', 'the line is not valid UTF-8');
    else yield* linesOf(bytes.toString('utf8'));
    start = end + 1;
  }
}

async function collect(
  items: Iterable<string | PipelineError>,
  toMessage: ToMessage,
  options: ReadRecordsOptions,
): Promise<ReadRecords> {
  const read: ReadRecords = { messages: [], rejected: [] };
  const headers = textHeaders(options.defaultService);
  let index = 0;
  for (const item of items) {
    if (index >= options.recordsPerRequest) {
      throw new PipelineError(
        'body_too_large',
        `the body holds more than ${options.recordsPerRequest} records; none was taken`,
      );
    }
    try {
      if (item instanceof PipelineError) throw item;
      read.messages.push(toMessage(item, options, headers));
    } catch (error) {
      const { code, message } = toPipelineError(error);
      read.rejected.push({ index, code, message });
    }
    index += 1;
    // other requests get their turn
    if (index % RECORDS_PER_TURN === 0) await nextTurn();
  }
  return read;
}

/** The text is not read where it is too large for one record anyway. */
function isJson(text: string, { recordBytes }: ReadRecordsOptions): boolean {
  if (text.length > recordBytes) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readJson(text: string, options: ReadRecordsOptions): Promise<ReadRecords> {
  const elements = elementsOf(text);
  if (elements) return collect(elements, jsonMessage, options);
  const whole = text.trim();
  const [first = ''] = linesOf(text);
  // several lines, each JSON by itself: NDJSON under the wrong name
  const isNdjson = first.length < whole.length && isJson(first, options);
  return collect(isNdjson ? linesOf(text) : [whole], jsonMessage, options);
}

/**
 * Cuts a body into records and checks each; a bad one spoils none of its neighbours.
 * @throws PipelineError `invalid_json` or `invalid_record` where the body as a whole cannot be read, `body_too_large` where it holds too many
 */
export async function readRecords(body: Buffer, type: BodyType, options: ReadRecordsOptions): Promise<ReadRecords> {
  const toMessage = type.kind === 'text' ? textMessage : jsonMessage;
  const encoding = encodingOf(body, type.encoding);
  if (encoding === 'utf-8' && !isUtf8(body)) {
    if (type.kind === 'json') throw new PipelineError('invalid_json', 'the body is not valid UTF-8');
    return collect(brokenLinesOf(body), toMessage, options);
  }
  const text = decodeBody(body, encoding);
  return type.kind === 'json' ? readJson(text, options) : collect(linesOf(text), toMessage, options);
}
