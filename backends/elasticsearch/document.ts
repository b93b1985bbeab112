import { representative } from '../../core/quantile-sketch.ts';
import { tokenize } from '../../core/query/tokens.ts';
import { type LogRecord, TEXT_FIELDS } from '../../core/record.ts';
import { formatRecordId, parseRecordId, type RecordId } from '../../core/record-id.ts';
import { formatTime, isRepresentable, parseTime } from '../../core/time.ts';
import { createFacts, type Facts, noteValue, readAttributes } from './attribute-facts.ts';
import { cutText, isFaithful, MAX_FIELD, MAX_TOKEN } from './faithful-text.ts';

/** Text fields that are indexed whole, as they are. */
export const KEYWORD_FIELDS = [
  'level',
  'service',
  'category',
  'format',
  'model_version',
  'pattern_id',
  'anomaly_severity',
  ...TEXT_FIELDS,
] as const;
export const NUMBER_FIELDS = ['status_code', 'response_time', 'category_confidence', 'anomaly_score'] as const;
export const TIME_FIELDS = ['timestamp', 'received_at', 'processed_at'] as const;
const KEPT_FIELDS = [...KEYWORD_FIELDS, ...NUMBER_FIELDS, ...TIME_FIELDS, 'message', 'raw'] as const;

/** What the index is given for one record. */
export interface LogDocument {
  id: string;
  /** Of the day on which the record was received: the same however often and whenever it is delivered. */
  day: string;
  source: string;
  /** As `source`, of what nothing can be wrong with: found by its words and its main fields only. */
  bareSource(): string;
}

/** The parts of a document that do not stand in the record by the same name; see log-index.ts. */
export interface DocumentSource extends Partial<Omit<LogRecord, 'id'>> {
  epoch: string;
  partition: number;
  offset: number;
  words: string;
  present?: readonly string[];
  numbers?: readonly string[];
  addresses?: readonly string[];
  response_time_bin?: number;
  /** Fields, as JSON, that do not stand here as they were. */
  rest?: string;
}

/** The record as a document, or why it can never be stored. */
export function toDocument(record: LogRecord): LogDocument | string {
  const position = typeof record.id === 'string' ? readPosition(record.id) : null;
  if (!position) return `'${record.id}' is no record id`;
  const times = TIME_FIELDS.map((name) => parseTime(String(record[name])));
  if (!times.every(isRepresentable)) return 'timestamp, received_at or processed_at is no time';
  if (typeof record.message !== 'string') return 'message is no text';
  return {
    id: record.id,
    day: formatTime(times[1] ?? 0).slice(0, 10),
    source: JSON.stringify(sourceOf(record, position)),
    bareSource: () => JSON.stringify(bareSourceOf(record, position)),
  };
}

/** The parts of an id that is written in the one way. */
function readPosition(id: string): RecordId | null {
  const parsed = parseRecordId(id);
  return parsed && formatRecordId(parsed.epoch, parsed.partition, parsed.offset) === id ? parsed : null;
}

/** In `present`: not all of the message stands in `words`. */
export const WORDS_CUT = 'words.cut';

function readWords(message: string, facts: Facts): string {
  const tokens = tokenize(message);
  if (message.length < MAX_TOKEN || tokens.every((token) => token.length <= MAX_TOKEN)) return tokens.join(' ');
  facts.present.push(WORDS_CUT);
  return tokens.map((token) => cutText(token, MAX_TOKEN)).join(' ');
}

function sourceOf(record: LogRecord, { epoch, partition, offset }: RecordId): DocumentSource {
  const facts = createFacts();
  const rest: Record<string, unknown> = {};
  const words = readWords(record.message, facts);
  // without a value, the id is left out of the JSON
  const source: DocumentSource & { id?: undefined } = { ...record, id: undefined, epoch, partition, offset, words };
  const { indexed, whole } = readAttributes(record.attributes, facts);
  if (!whole) rest.attributes = record.attributes;
  source.attributes = indexed;
  for (const name of KEYWORD_FIELDS) {
    const text: unknown = record[name];
    if (text === undefined || (typeof text === 'string' && isFaithful(text, MAX_FIELD))) continue;
    rest[name] = text;
    Object.assign(source, { [name]: cutText(String(text), MAX_FIELD).toWellFormed() });
  }
  for (const name of TEXT_FIELDS) {
    const text: unknown = record[name];
    if (typeof text === 'string' && MAY_BE_COMPARED.test(text)) noteValue(facts, name, text);
  }
  if (record.raw !== undefined) facts.present.push('raw');
  if (record.response_time !== undefined) source.response_time_bin = representative(record.response_time);
  addFacts(source, facts);
  for (const _ in rest) {
    source.rest = JSON.stringify(rest);
    break;
  }
  return source;
}

/** How numbers and addresses begin. */
const MAY_BE_COMPARED = /^[+\-.:\da-fA-F]/;

function addFacts(source: DocumentSource, { present, numbers, addresses }: Facts): void {
  if (present.length > 0) source.present = present;
  if (numbers.length > 0) source.numbers = numbers;
  if (addresses.length > 0) source.addresses = addresses;
}

function bareSourceOf(record: LogRecord, { epoch, partition, offset }: RecordId): DocumentSource {
  const { id: _, ...fields } = record;
  const facts = createFacts();
  const { timestamp, received_at, processed_at, level, category } = record;
  const source: DocumentSource = {
    ...{ timestamp, received_at, processed_at, level, category, epoch, partition, offset },
    service: cutText(String(record.service), MAX_FIELD).toWellFormed(),
    words: readWords(record.message, facts),
    rest: JSON.stringify(fields),
  };
  addFacts(source, facts);
  return source;
}

/** The record that was made into this; null for what is left of one whose time is over. */
export function fromDocument(id: string, source: DocumentSource | undefined): LogRecord | null {
  if (source?.timestamp === undefined) return null;
  const record: Record<string, unknown> = { id };
  for (const name of KEPT_FIELDS) if (source[name] !== undefined) record[name] = source[name];
  record.attributes = source.attributes ?? {};
  if (source.rest !== undefined) Object.assign(record, JSON.parse(source.rest));
  return record as unknown as LogRecord;
}
