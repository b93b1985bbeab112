import { attributePath, fieldKind, fieldTexts } from '../../core/query/fields.ts';
import type { LogRecord } from '../../core/record.ts';
import { csvLine } from './csv.ts';

/** Writes records one after the other. */
export interface RowFormat {
  contentType: string;
  extension: 'csv' | 'ndjson';
  /** What stands before the first record. */
  head: string;
  row(record: LogRecord): string;
}

export interface RowOptions {
  /** Null: all of a record. */
  fields: readonly string[] | null;
  /** Null: as stored, in UTC. */
  writeTime: ((time: string) => string) | null;
}

type Reader = (record: LogRecord) => unknown;

/** Every field of a stored log, what people look at first first: the compiler misses the one that is forgotten. */
const ALL_FIELDS = Object.keys({
  timestamp: true,
  level: true,
  service: true,
  category: true,
  message: true,
  host: true,
  environment: true,
  method: true,
  endpoint: true,
  status_code: true,
  response_time: true,
  ip_address: true,
  user_agent: true,
  user_id: true,
  request_id: true,
  trace_id: true,
  span_id: true,
  category_confidence: true,
  model_version: true,
  pattern_id: true,
  anomaly_score: true,
  anomaly_severity: true,
  format: true,
  received_at: true,
  processed_at: true,
  id: true,
  raw: true,
  attributes: true,
} satisfies Record<keyof LogRecord, true>);

function readerOf(field: string, { writeTime }: RowOptions): Reader {
  if (field === 'attributes') return (record) => record.attributes;
  if (attributePath(field) !== null) {
    return (record) => {
      const values = fieldTexts(record, field);
      return values.length > 1 ? values : values[0];
    };
  }
  const name = field as keyof LogRecord;
  if (writeTime && fieldKind(field) === 'time') return (record) => writeTime(String(record[name]));
  return (record) => record[name];
}

/** One JSON object a line; the fields that a record lacks are left out. */
export function createNdjson(options: RowOptions): RowFormat {
  const common = { contentType: 'application/x-ndjson; charset=utf-8', extension: 'ndjson', head: '' } as const;
  const { fields, writeTime } = options;
  if (fields) {
    const readers = fields.map((field): [string, Reader] => [field, readerOf(field, options)]);
    const pick: Reader = (record) => Object.fromEntries(readers.map(([field, read]) => [field, read(record)]));
    return { ...common, row: (record) => `${JSON.stringify(pick(record))}\n` };
  }
  if (!writeTime) return { ...common, row: (record) => `${JSON.stringify(record)}\n` };
  const times = ALL_FIELDS.filter((field) => fieldKind(field) === 'time').map((field): [string, Reader] => [
    field,
    readerOf(field, options),
  ]);
  const zoned: Reader = (record) => ({
    ...record,
    ...Object.fromEntries(times.map(([field, read]) => [field, read(record)])),
  });
  return { ...common, row: (record) => `${JSON.stringify(zoned(record))}\n` };
}

/** A header line, then one line a record; without fields of its own each field that a record can have is a column. */
export function createCsv(options: RowOptions): RowFormat {
  const fields = options.fields ?? ALL_FIELDS;
  const readers = fields.map((field) => readerOf(field, options));
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    head: csvLine(fields),
    row: (record) => csvLine(readers.map((read) => read(record))),
  };
}
