import { isUtf8 } from 'node:buffer';
import type { Note } from '../core/attributes.ts';
import { PipelineError } from '../core/errors.ts';
import type { IncomingMessage } from '../core/log-bus.ts';
import { normaliseRecord } from '../core/normalise.ts';
import { parseJson } from '../core/parse-json.ts';
import type { LogEvent } from '../core/record.ts';
import { innerText } from '../parsers/envelope.ts';
import type { ParseLine } from '../parsers/parsed-line.ts';
import { enrich } from './enrich.ts';
import { noteFailedLogin } from './failed-login.ts';

export interface Decoded {
  event: LogEvent;
  /** The message as text, for those who want to look before they dig. */
  source: string;
}

/** Names half a surrogate pair, of which a record keeps no more than that there was one. */
const HALF_PAIR =
  /\\u[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F][\da-fA-F]{2}/;

/** A log that was cut without a word would be lost in part. @throws PipelineError `record_too_large` */
function refuseCut(note: Note): void {
  if (note === 'message_cut')
    throw new PipelineError('record_too_large', 'the message, or the line, is larger than 1 MiB');
}

function readLine(source: string, message: IncomingMessage, parseLine: ParseLine): LogEvent {
  const { timestamp: receivedAt } = message;
  const { format, record } = parseLine(source, { receivedAt });
  const defaultService = message.headers.service;
  const named = record.service === undefined && defaultService ? { ...record, service: defaultService } : record;
  const event = normaliseRecord(enrich(named), { receivedAt, onNote: refuseCut });
  noteFailedLogin(event);
  event.raw ??= source;
  event.format = format;
  return event;
}

/**
 * A message of `logs` becomes an event: JSON, or a raw line when the `content-type` header says `text/plain` or when the JSON
 * is a carrier's around a program's line.
 * @throws PipelineError `decode_failed`, `invalid_record` or `record_too_large` saying what is wrong and where.
 */
export function decode(message: IncomingMessage, parseLine: ParseLine): Decoded {
  const { value, timestamp: receivedAt } = message;
  if (!isUtf8(value)) throw new PipelineError('decode_failed', 'the message is not valid UTF-8');
  const source = value.toString('utf8');
  if (message.headers['content-type']?.startsWith('text/plain')) {
    return { event: readLine(source, message, parseLine), source };
  }
  const fields = readJson(source);
  if (isObject(fields) && innerText(fields) !== undefined) {
    return { event: readLine(source, message, parseLine), source };
  }
  const event = normaliseRecord(fields, { receivedAt, onNote: refuseCut });
  noteFailedLogin(event);
  if (HALF_PAIR.test(source)) event.raw ??= source;
  event.format ??= 'json';
  return { event, source };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function readJson(source: string): unknown {
  try {
    return parseJson(source);
  } catch (error) {
    throw new PipelineError('decode_failed', `the message is not JSON: ${(error as Error).message}`);
  }
}
