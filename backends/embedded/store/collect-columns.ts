import type { AttributeValue, LogRecord } from '../../../core/record.ts';
import { writeValue } from './attribute-value.ts';
import type { BlockColumns, NumberValues, TextValues } from './block-columns.ts';
import {
  MAX_ATTRIBUTE_COLUMNS,
  NUMBER_COLUMNS,
  type NumberColumnName,
  RAW_ENDS_WITH_MESSAGE,
  RAW_WHOLE,
  type Row,
  type Source,
  TEXT_COLUMNS,
  type TextColumnName,
} from './block-format.ts';
import { createMessageSplitter } from './split-messages.ts';
import { collectText, createTextCollector, finishTexts, type TextCollector } from './text-collector.ts';

/** The order of records everywhere: by timestamp, then by id as compareRecordIds has it. */
export function compareRows(a: Row, b: Row): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
  if (a.source === b.source) return a.offset - b.offset;
  if (a.source.epoch !== b.source.epoch) return a.source.epoch < b.source.epoch ? -1 : 1;
  return a.source.partition - b.source.partition || a.offset - b.offset;
}

/** Turns records, in any order, into columns. Each record is visited once, while the processor has it at hand. */
export function collectColumns(unordered: readonly Row[]): BlockColumns {
  const rows = [...unordered].sort(compareRows);
  const messages = createMessageSplitter(rows.length);
  const raw = createMessageSplitter(rows.length);
  const fields = new Map(FIELDS.map((name) => [name, createField(name)]));
  const keys = new Map<string, Sparse>();
  for (let row = 0; row < rows.length; row++) {
    const { record } = rows[row] as Row;
    messages.add(row, record.message);
    if (record.raw !== undefined) raw.add(row, shortenRaw(record.raw, record.message));
    collectFields(record, row, rows.length, fields);
    collectAttributes(record, row, keys);
  }
  return {
    rows: rows.length,
    ...collectTimes(rows),
    ...collectIds(rows),
    messages: messages.finish(),
    raw: raw.finish(),
    ...finishFields(fields),
    ...spreadAttributes(keys, rows.length),
  };
}

const FIELDS: readonly string[] = [...TEXT_COLUMNS, ...NUMBER_COLUMNS];

/** A column of one field, made when the first row has it. */
interface Field {
  isNumber: boolean;
  texts: TextCollector | null;
  numbers: NumberValues | null;
}

function createField(name: string): Field {
  return { isNumber: (NUMBER_COLUMNS as readonly string[]).includes(name), texts: null, numbers: null };
}

/** Goes over the keys that the record has, as V8 is slow in telling that one is missing. */
function collectFields(record: LogRecord, row: number, rows: number, fields: ReadonlyMap<string, Field>): void {
  for (const name in record) {
    const field = fields.get(name);
    if (!field) continue;
    const value = (record as unknown as Record<string, unknown>)[name];
    if (value === undefined || value === null) continue;
    if (field.isNumber) {
      field.numbers ??= new Float64Array(rows).fill(Number.NaN);
      field.numbers[row] = value as number;
    } else {
      field.texts ??= createTextCollector(rows);
      collectText(field.texts, row, value as string);
    }
  }
}

function finishFields(fields: ReadonlyMap<string, Field>): Pick<BlockColumns, 'texts' | 'numbers'> {
  const texts = new Map<TextColumnName, TextValues>();
  const numbers = new Map<NumberColumnName, NumberValues>();
  for (const [name, field] of fields) {
    const column = field.texts && finishTexts(field.texts);
    if (column) texts.set(name as TextColumnName, column);
    if (field.numbers) numbers.set(name as NumberColumnName, field.numbers);
  }
  return { texts, numbers };
}

function shortenRaw(raw: string, message: string): string {
  if (!raw.endsWith(message)) return RAW_WHOLE + raw;
  return RAW_ENDS_WITH_MESSAGE + raw.slice(0, raw.length - message.length);
}

function collectTimes(rows: readonly Row[]): Pick<BlockColumns, 'timestamps' | 'receivedAt' | 'processedAt'> {
  const timestamps = new Float64Array(rows.length);
  const receivedAt = new Float64Array(rows.length);
  const processedAt = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const times = rows[row] as Row;
    timestamps[row] = times.timestamp;
    receivedAt[row] = times.receivedAt;
    processedAt[row] = times.processedAt;
  }
  return { timestamps, receivedAt, processedAt };
}

function collectIds(rows: readonly Row[]): Pick<BlockColumns, 'sources' | 'sourceCodes' | 'offsets'> {
  const codeOf = new Map<Source, number>();
  const sourceCodes = new Uint16Array(rows.length);
  const offsets = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const { source, offset } = rows[row] as Row;
    let code = codeOf.get(source);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(source, code);
    }
    sourceCodes[row] = code;
    offsets[row] = offset;
  }
  return { sources: [...codeOf.keys()], sourceCodes, offsets };
}

/** Values of a key that some rows have. */
interface Sparse {
  rows: number[];
  values: AttributeValue[];
}

function collectAttributes({ attributes }: LogRecord, row: number, keys: Map<string, Sparse>): void {
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined) continue;
    let sparse = keys.get(key);
    if (!sparse) {
      sparse = { rows: [], values: [] };
      keys.set(key, sparse);
    }
    sparse.rows.push(row);
    sparse.values.push(value);
  }
}

function spreadAttributes(keys: ReadonlyMap<string, Sparse>, rows: number): Pick<BlockColumns, 'attributes' | 'rest'> {
  const byCount = [...keys].sort((a, b) => b[1].rows.length - a[1].rows.length);
  const attributes = new Map<string, TextValues>();
  for (const [key, sparse] of byCount.slice(0, MAX_ATTRIBUTE_COLUMNS)) {
    const collector = createTextCollector(rows);
    for (let at = 0; at < sparse.rows.length; at++)
      collectText(collector, sparse.rows[at] as number, writeValue(sparse.values[at] as AttributeValue));
    attributes.set(key, finishTexts(collector) as TextValues);
  }
  return { attributes, rest: collectRest(byCount.slice(MAX_ATTRIBUTE_COLUMNS), rows) };
}

function collectRest(keys: readonly [string, Sparse][], rows: number): TextValues | null {
  const objects = new Map<number, [string, AttributeValue][]>();
  for (const [key, sparse] of keys) {
    for (let at = 0; at < sparse.rows.length; at++) {
      const row = sparse.rows[at] as number;
      const entry: [string, AttributeValue] = [key, sparse.values[at] as AttributeValue];
      const object = objects.get(row);
      if (object) object.push(entry);
      else objects.set(row, [entry]);
    }
  }
  const rest = createTextCollector(rows);
  for (const [row, entries] of [...objects].sort(([a], [b]) => a - b))
    collectText(rest, row, JSON.stringify(Object.fromEntries(entries)));
  return finishTexts(rest);
}
