import { attributePath } from '../../../core/query/fields.ts';
import type { Attributes, LogRecord } from '../../../core/record.ts';
import { formatTime } from '../../../core/time.ts';
import { type AttributeColumns, openAttributes } from './attribute-columns.ts';
import {
  type BlockHead,
  NUMBER_COLUMNS,
  type NumberColumnName,
  RAW_WHOLE,
  TEXT_COLUMNS,
  type TextColumnName,
} from './block-format.ts';
import { type Column, mapColumn, rowColumn } from './column.ts';
import {
  type MessageColumn,
  openMessageColumn,
  openNumberColumn,
  openTextColumn,
  type Parts,
  readCodes,
  readIntegers,
} from './decode-columns.ts';
import { type Codes, decodeIntegers, fromDeltas } from './integers.ts';
import { once } from './once.ts';

/** A record that holds one field alone, for asking what a query says of that field. */
export type PartialRecord = Partial<LogRecord> & { attributes: Attributes };

/** A block whose columns are unpacked when first asked for. Rows are in the order of (timestamp, id). */
export interface Block {
  readonly head: BlockHead;
  readonly rows: number;
  /** Epoch ms by row. */
  timestamps(): Float64Array;
  receivedAt(row: number): number;
  processedAt(row: number): number;
  messages(): MessageColumn;
  /** What is kept of `raw`, begun by its mark. Null: no row has it. */
  rawTexts(): MessageColumn | null;
  attributes(): AttributeColumns;
  ids(): Ids;
  /** What each row says about a field, as records that hold this field alone. Null: no row has it. */
  field(name: string): Column<PartialRecord> | null;
  number(name: NumberColumnName): Column<number> | null;
  /** The values of a top-level field as they stand in the record. Null: no row has it. */
  column(name: string): Column | null;
  /** Opens all columns; the function makes the record of a row. */
  records(): (row: number) => LogRecord;
}

export interface Ids {
  /** `epoch-partition` */
  readonly sources: readonly string[];
  /** By row: the index of its source. */
  readonly codes: Codes;
  readonly offsets: Float64Array;
  id(row: number): string;
  /** The rows of these offsets of a source (`epoch-partition`), -1 where there is none. */
  find(source: string, offsets: readonly number[]): number[];
}

function openIds(parts: Parts, ids: BlockHead['ids']): Ids {
  const codes = ids.codes === null ? new Uint16Array(parts.rows) : readCodes(parts, ids.codes);
  const offsets = parts.read(ids.offsets, (raw) => {
    const numbers = decodeIntegers(raw, parts.rows);
    const last = new Float64Array(ids.sources.length);
    for (let row = 0; row < parts.rows; row++) {
      const source = codes[row] as number;
      const offset = (numbers[row] as number) + (last[source] as number);
      numbers[row] = offset;
      last[source] = offset;
    }
    return { value: numbers, bytes: parts.rows * 8 };
  });
  return {
    sources: ids.sources,
    codes,
    offsets,
    id: (row) => `${ids.sources[codes[row] as number]}-${offsets[row]}`,
    find(source, wanted) {
      const code = ids.sources.indexOf(source);
      const rowOf = new Map<number, number>(wanted.map((offset) => [offset, -1]));
      for (let row = 0; row < parts.rows; row++) {
        if (codes[row] === code && rowOf.has(offsets[row] as number)) rowOf.set(offsets[row] as number, row);
      }
      return wanted.map((offset) => rowOf.get(offset) ?? -1);
    },
  };
}

/** The three times, epoch ms by row. */
function openTimes(parts: Parts, times: BlockHead['times']) {
  const timestamps = once(() =>
    parts.read(times.timestamp, (raw) => ({
      value: fromDeltas(decodeIntegers(raw, parts.rows)),
      bytes: parts.rows * 8,
    })),
  );
  const delays = once(() => readIntegers(parts, times.received_at));
  const efforts = once(() => readIntegers(parts, times.processed_at));
  const receivedAt = (row: number): number => (timestamps()[row] as number) + (delays()[row] as number);
  const processedAt = (row: number): number => receivedAt(row) + (efforts()[row] as number);
  return { timestamps, receivedAt, processedAt };
}

/** Opens a block over its parts. Reading a damaged part throws. */
export function openBlock(head: BlockHead, parts: Parts): Block {
  const rows = head.rows;
  const times = openTimes(parts, head.times);
  const attributes = openAttributes(parts, head);
  const messages = once(() => openMessageColumn(parts, head.message));
  const ids = once(() => openIds(parts, head.ids));

  function text(name: TextColumnName): Column<string> | null {
    const meta = head.texts[name];
    return meta ? openTextColumn(parts, meta) : null;
  }

  function number(name: NumberColumnName): Column<number> | null {
    const meta = head.numbers[name];
    return meta ? openNumberColumn(parts, meta) : null;
  }

  const rawTexts = (): MessageColumn | null => head.raw && openMessageColumn(parts, head.raw);

  function raw(): Column<string> | null {
    const column = rawTexts();
    if (!column) return null;
    const message = messages();
    const value = (row: number): string => {
      const kept = column.value(row);
      return kept.startsWith(RAW_WHOLE) ? kept.slice(1) : kept.slice(1) + message.value(row);
    };
    return { ...column, value };
  }

  function topLevel(name: string): Column | null {
    switch (name) {
      case 'id': {
        const { id } = ids();
        return rowColumn(rows, id);
      }
      case 'timestamp':
        return rowColumn(rows, (row) => formatTime(times.timestamps()[row] as number));
      case 'received_at':
        return rowColumn(rows, (row) => formatTime(times.receivedAt(row)));
      case 'processed_at':
        return rowColumn(rows, (row) => formatTime(times.processedAt(row)));
      case 'message':
        return messages();
      case 'raw':
        return raw();
      default:
        return isNumberColumn(name) ? number(name) : text(name as TextColumnName);
    }
  }

  return {
    head,
    rows,
    timestamps: times.timestamps,
    receivedAt: times.receivedAt,
    processedAt: times.processedAt,
    messages,
    rawTexts,
    attributes: () => attributes,
    number,
    ids,
    column: topLevel,
    field(name) {
      const path = attributePath(name);
      if (path !== null) return attributes.at(path);
      const column = topLevel(name);
      return column && mapColumn(column, (value): PartialRecord => ({ [name]: value, attributes: {} }));
    },
    records: () => recordMaker(topLevel, attributes.all()),
  };
}

function isNumberColumn(name: string): name is NumberColumnName {
  return (NUMBER_COLUMNS as readonly string[]).includes(name);
}

const REQUIRED = ['id', 'timestamp', 'received_at', 'processed_at', 'message'] as const;
const OPTIONAL = ['raw', ...TEXT_COLUMNS, ...NUMBER_COLUMNS] as const;

function recordMaker(
  topLevel: (name: string) => Column | null,
  attributes: (row: number) => Attributes,
): (row: number) => LogRecord {
  const fields = [...REQUIRED, ...OPTIONAL].flatMap((name) => {
    const column = topLevel(name);
    return column ? [{ name, value: column.value, codes: column.codes() }] : [];
  });
  return (row) => {
    const record: Record<string, unknown> = {};
    for (const { name, value, codes } of fields) {
      const code = codes[row] as number;
      if (code !== 0) record[name] = value(code - 1);
    }
    record.attributes = attributes(row);
    return record as unknown as LogRecord;
  };
}
