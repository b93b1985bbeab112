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
  /** Null: all of a record as NDJSON, the usual columns as CSV. */
  fields: readonly string[] | null;
  /** Null: as stored, in UTC. */
  writeTime: ((time: string) => string) | null;
}

type Reader = (record: LogRecord) => unknown;

const COLUMNS = [
  'timestamp',
  'level',
  'service',
  'category',
  'message',
  'host',
  'environment',
  'method',
  'endpoint',
  'status_code',
  'response_time',
  'ip_address',
  'user_id',
  'request_id',
  'trace_id',
  'id',
  'attributes',
];

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
  const zoned: Reader = (record) => ({
    ...record,
    timestamp: writeTime(record.timestamp),
    received_at: writeTime(record.received_at),
    processed_at: writeTime(record.processed_at),
  });
  return { ...common, row: (record) => `${JSON.stringify(zoned(record))}\n` };
}

/** A header line, then one line a record. */
export function createCsv(options: RowOptions): RowFormat {
  const fields = options.fields ?? COLUMNS;
  const readers = fields.map((field) => readerOf(field, options));
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    head: csvLine(fields),
    row: (record) => csvLine(readers.map((read) => read(record))),
  };
}
