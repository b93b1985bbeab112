import type { LogRecord } from '../../../core/record.ts';
import type { BlockColumns, NumberValues, TextValues } from './block-columns.ts';
import {
  NUMBER_COLUMNS,
  type NumberColumnName,
  RAW_ENDS_WITH_MESSAGE,
  RAW_WHOLE,
  type Row,
  type Source,
  TEXT_COLUMNS,
  type TextColumnName,
} from './block-format.ts';
import { createAttributeCollector } from './collect-attributes.ts';
import { inOrder, orderRows, type Positions } from './order-rows.ts';
import { createMessageSplitter } from './split-messages.ts';
import { collectText, createTextCollector, finishTexts, type TextCollector } from './text-collector.ts';

/** Turns records, in any order, into columns. Each record is visited once, while the processor has it at hand. */
export function collectColumns(rows: readonly Row[]): BlockColumns {
  const positions = collectPositions(rows);
  const order = orderRows(positions);
  const { receivedAt, processedAt } = collectLaterTimes(rows);
  const messages = createMessageSplitter(rows.length);
  const raw = createMessageSplitter(rows.length);
  const fields = createFields();
  const attributes = createAttributeCollector(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const { record } = rows[order[row] as number] as Row;
    messages.add(row, record.message);
    if (record.raw !== undefined) raw.add(row, shortenRaw(record.raw, record.message));
    collectFields(record, row, rows.length, fields);
    attributes.add(row, record.attributes);
  }
  return {
    rows: rows.length,
    timestamps: inOrder(positions.timestamps, order),
    receivedAt: inOrder(receivedAt, order),
    processedAt: inOrder(processedAt, order),
    sources: positions.sources,
    sourceCodes: inOrder(positions.sourceCodes, order),
    offsets: inOrder(positions.offsets, order),
    messages: messages.finish(),
    raw: raw.finish(),
    ...finishFields(fields),
    ...attributes.finish(),
  };
}

/** What a key of a record is, and its column once a row has it. */
interface Field {
  name: string;
  kind: 'text' | 'number' | 'other';
  texts: TextCollector | null;
  numbers: NumberValues | null;
  /** The field that came behind this one last: it mostly does so again, which saves looking for it. */
  next: Field | null;
}

interface Fields {
  byName: Map<string, Field>;
  /** Stands before the first key of each record. */
  start: Field;
}

function createField(name: string, kind: Field['kind']): Field {
  return { name, kind, texts: null, numbers: null, next: null };
}

function createFields(): Fields {
  const known = [
    ...TEXT_COLUMNS.map((name) => createField(name, 'text')),
    ...NUMBER_COLUMNS.map((name) => createField(name, 'number')),
  ];
  return { byName: new Map(known.map((field) => [field.name, field])), start: createField('', 'other') };
}

/** Goes over the keys that the record has, as V8 is slow in telling that one is missing. */
function collectFields(record: LogRecord, row: number, rows: number, fields: Fields): void {
  let before = fields.start;
  for (const name in record) {
    const field: Field = before.next?.name === name ? before.next : findField(fields.byName, name);
    before.next = field;
    before = field;
    if (field.kind === 'other') continue;
    const value = (record as unknown as Record<string, unknown>)[name];
    if (value === undefined || value === null) continue;
    if (field.kind === 'number') {
      field.numbers ??= new Float64Array(rows).fill(Number.NaN);
      field.numbers[row] = value as number;
    } else {
      field.texts ??= createTextCollector(rows);
      collectText(field.texts, row, value as string);
    }
  }
}

function findField(byName: Map<string, Field>, name: string): Field {
  let field = byName.get(name);
  if (!field) {
    field = createField(name, 'other');
    byName.set(name, field);
  }
  return field;
}

function finishFields({ byName }: Fields): Pick<BlockColumns, 'texts' | 'numbers'> {
  const texts = new Map<TextColumnName, TextValues>();
  const numbers = new Map<NumberColumnName, NumberValues>();
  for (const [name, field] of byName) {
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

function collectLaterTimes(rows: readonly Row[]): Pick<BlockColumns, 'receivedAt' | 'processedAt'> {
  const receivedAt = new Float64Array(rows.length);
  const processedAt = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    receivedAt[row] = (rows[row] as Row).receivedAt;
    processedAt[row] = (rows[row] as Row).processedAt;
  }
  return { receivedAt, processedAt };
}

function collectPositions(rows: readonly Row[]): Positions {
  const codeOf = new Map<Source, number>();
  const timestamps = new Float64Array(rows.length);
  const sourceCodes = new Uint16Array(rows.length);
  const offsets = new Float64Array(rows.length);
  let lastSource: Source | undefined;
  let code = 0;
  for (let row = 0; row < rows.length; row++) {
    const { timestamp, source, offset } = rows[row] as Row;
    if (source !== lastSource) {
      code = codeOf.get(source) ?? codeOf.size;
      codeOf.set(source, code);
      lastSource = source;
    }
    timestamps[row] = timestamp;
    sourceCodes[row] = code;
    offsets[row] = offset;
  }
  return { timestamps, sources: [...codeOf.keys()], sourceCodes, offsets };
}
