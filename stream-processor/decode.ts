import { isUtf8 } from 'node:buffer';
import { PipelineError } from '../core/errors.ts';
import type { IncomingMessage } from '../core/log-bus.ts';
import { normaliseRecord } from '../core/normalise.ts';
import { parseJson } from '../core/parse-json.ts';
import type { LogEvent } from '../core/record.ts';
import type { ParseLine } from '../parsers/parsed-line.ts';
import { enrich } from './enrich.ts';

export interface Decoded {
  event: LogEvent;
  /** The message as text, for those who want to look before they dig. */
  source: string;
}

/**
 * A message of `logs` becomes an event: JSON, or a raw line when the `content-type` header says `text/plain`.
 * @throws PipelineError `decode_failed` or `invalid_record` saying what is wrong and where.
 */
export function decode(message: IncomingMessage, parseLine: ParseLine): Decoded {
  const { value, timestamp: receivedAt } = message;
  if (!isUtf8(value)) throw new PipelineError('decode_failed', 'the message is not valid UTF-8');
  const source = value.toString('utf8');
  if (message.headers['content-type']?.startsWith('text/plain')) {
    const { format, record } = parseLine(source, { receivedAt });
    const defaultService = message.headers.service;
    const named = record.service === undefined && defaultService ? { ...record, service: defaultService } : record;
    const event = normaliseRecord(enrich(named), { receivedAt });
    event.raw ??= source;
    event.format = format;
    return { event, source };
  }
  const event = normaliseRecord(readJson(source), { receivedAt });
  event.format ??= 'json';
  return { event, source };
}

function readJson(source: string): unknown {
  try {
    return parseJson(source);
  } catch (error) {
    throw new PipelineError('decode_failed', `the message is not JSON: ${(error as Error).message}`);
  }
}
