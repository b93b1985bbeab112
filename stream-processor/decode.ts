import { isUtf8 } from 'node:buffer';
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

function readLine(source: string, message: IncomingMessage, parseLine: ParseLine): LogEvent {
  const { timestamp: receivedAt } = message;
  const { format, record } = parseLine(source, { receivedAt });
  const defaultService = message.headers.service;
  const named = record.service === undefined && defaultService ? { ...record, service: defaultService } : record;
  const event = normaliseRecord(enrich(named), { receivedAt });
  noteFailedLogin(event);
  event.raw ??= source;
  event.format = format;
  return event;
}

/**
 * A message of `logs` becomes an event: JSON, or a raw line when the `content-type` header says `text/plain` or when the JSON
 * is a carrier's around a program's line.
 * @throws PipelineError `decode_failed` or `invalid_record` saying what is wrong and where.
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
  const event = normaliseRecord(fields, { receivedAt });
  noteFailedLogin(event);
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
