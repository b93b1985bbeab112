import { createQuantileSketch } from '../../../core/quantile-sketch.ts';
import type { Attributes, AttributeValue } from '../../../core/record.ts';
import { readValue, writeValue } from './attribute-columns.ts';
import {
  type BlockHead,
  type EncodedBlock,
  FILTER_PART,
  FIRST_COLUMN_PART,
  HEAD_PART,
  MAX_ATTRIBUTE_COLUMNS,
  MAX_ROWS,
  NUMBER_COLUMNS,
  RAW_ENDS_WITH_MESSAGE,
  RAW_WHOLE,
  type Row,
  SKETCHED_COLUMNS,
  TEXT_COLUMNS,
  type TextMeta,
} from './block-format.ts';
import { type AddPart, encodeMessages, encodeNumberColumn, encodeTextColumn, type Values } from './encode-columns.ts';
import { packFrame } from './frame.ts';
import { encodeCodes, encodeIntegers, toDeltas } from './integers.ts';
import { createTokenFilterBuilder, type TokenFilterBuilder } from './token-filter.ts';

/** The order of records everywhere: by timestamp, then by id as compareRecordIds has it. */
export function compareRows(a: Row, b: Row): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? -1 : 1;
  return a.partition - b.partition || a.offset - b.offset;
}

/**
 * Makes one block of 1 to {@link MAX_ROWS} rows, in any order.
 * @param level of zstd compression
 */
export function encodeBlock(unordered: readonly Row[], level: number): EncodedBlock {
  const rows = [...unordered].sort(compareRows);
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last || rows.length > MAX_ROWS) throw new RangeError(`a block cannot hold ${rows.length} rows`);
  const parts: Uint8Array[] = new Array(FIRST_COLUMN_PART);
  const add: AddPart = (bytes) => parts.push(packFrame(bytes, level)) - 1;
  const filter = createTokenFilterBuilder();
  const head = encodeColumns(rows, add, filter);
  parts[FILTER_PART] = packFrame(filter.finish(), level);
  parts[HEAD_PART] = packFrame(Buffer.from(JSON.stringify(head)), level);
  return {
    rows: rows.length,
    minTime: first.timestamp,
    maxTime: last.timestamp,
    parts,
    spans: spansOf(rows),
  };
}

function encodeColumns(rows: readonly Row[], add: AddPart, filter: TokenFilterBuilder): BlockHead {
  const messages = rows.map(({ record }) => record.message);
  const message = encodeMessages(messages, add, filter);
  if (!message) throw new RangeError('a block without messages');
  const head: BlockHead = {
    rows: rows.length,
    times: encodeTimes(rows, add),
    ids: encodeIds(rows, add),
    message,
    raw: encodeMessages(rows.map(rawOf), add),
    texts: {},
    numbers: {},
    sketches: sketchesOf(rows),
    ...encodeAttributes(rows, add, filter),
  };
  for (const name of TEXT_COLUMNS) {
    const column: Values<string> = rows.map(({ record }) => record[name]);
    const meta = encodeTextColumn(column, add, (value) => filter.addValue(name, value));
    if (meta) head.texts[name] = meta;
  }
  for (const name of NUMBER_COLUMNS) {
    const meta = encodeNumberColumn(
      rows.map(({ record }) => record[name]),
      add,
    );
    if (meta) head.numbers[name] = meta;
  }
  return head;
}

function rawOf({ record: { raw, message } }: Row): string | undefined {
  if (raw === undefined) return undefined;
  if (!raw.endsWith(message)) return RAW_WHOLE + raw;
  return RAW_ENDS_WITH_MESSAGE + raw.slice(0, raw.length - message.length);
}

function encodeTimes(rows: readonly Row[], add: AddPart): BlockHead['times'] {
  const differences = (of: (row: Row) => number): number => add(encodeIntegers(rows.map(of)));
  return {
    timestamp: add(encodeIntegers(toDeltas(rows.map((row) => row.timestamp)))),
    received_at: differences((row) => row.receivedAt - row.timestamp),
    processed_at: differences((row) => row.processedAt - row.receivedAt),
  };
}

const sourceOf = (row: Row): string => `${row.epoch}-${row.partition}`;

function encodeIds(rows: readonly Row[], add: AddPart): BlockHead['ids'] {
  const codeOf = new Map<string, number>();
  const lastOffset: number[] = [];
  const codes = new Uint16Array(rows.length);
  const offsets = new Float64Array(rows.length);
  for (const [index, row] of rows.entries()) {
    const source = sourceOf(row);
    let code = codeOf.get(source);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(source, code);
      lastOffset.push(0);
    }
    codes[index] = code;
    offsets[index] = row.offset - (lastOffset[code] as number);
    lastOffset[code] = row.offset;
  }
  return {
    sources: [...codeOf.keys()],
    codes: codeOf.size === 1 ? null : add(encodeCodes(codes)),
    offsets: add(encodeIntegers(offsets)),
  };
}

function spansOf(rows: readonly Row[]): EncodedBlock['spans'] {
  const spans = new Map<string, { epoch: string; partition: number; minOffset: number; maxOffset: number }>();
  for (const row of rows) {
    const { epoch, partition, offset } = row;
    const span = spans.get(sourceOf(row));
    if (!span) spans.set(sourceOf(row), { epoch, partition, minOffset: offset, maxOffset: offset });
    else {
      span.minOffset = Math.min(span.minOffset, offset);
      span.maxOffset = Math.max(span.maxOffset, offset);
    }
  }
  return [...spans.values()];
}

function sketchesOf(rows: readonly Row[]): Record<string, string> {
  const sketches: Record<string, string> = {};
  for (const name of SKETCHED_COLUMNS) {
    const sketch = createQuantileSketch();
    for (const { record } of rows) {
      const value = record[name];
      if (value !== undefined) sketch.add(value);
    }
    if (sketch.count > 0) sketches[name] = Buffer.from(sketch.encode()).toString('base64');
  }
  return sketches;
}

function encodeAttributes(
  rows: readonly Row[],
  add: AddPart,
  filter: TokenFilterBuilder,
): Pick<BlockHead, 'attributes' | 'rest'> {
  const keys = frequentKeys(rows);
  const columns = new Map([...keys].map((key) => [key, new Array<string | undefined>(rows.length)]));
  const rest = new Array<string | undefined>(rows.length);
  for (const [index, { record }] of rows.entries()) {
    let others: [string, AttributeValue][] | null = null;
    for (const key of Object.keys(record.attributes)) {
      const value = record.attributes[key] as AttributeValue;
      const column = columns.get(key);
      if (column) column[index] = writeValue(value);
      else {
        others ??= [];
        others.push([key, value]);
      }
    }
    if (others) rest[index] = JSON.stringify(Object.fromEntries(others));
  }
  const onValue = (text: string): void => addScalars(readValue(text), filter);
  const encode = (column: Values<string>): TextMeta | null => encodeTextColumn(Array.from(column), add, onValue);
  const attributes = [...columns].flatMap(([key, column]): [string, TextMeta][] => {
    const meta = encode(column);
    return meta ? [[key, meta]] : [];
  });
  return { attributes, rest: encode(rest) };
}

function frequentKeys(rows: readonly Row[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { record } of rows) {
    for (const key of Object.keys(record.attributes)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MAX_ATTRIBUTE_COLUMNS);
  return new Set(byCount.map(([key]) => key));
}

function addScalars(value: AttributeValue, filter: TokenFilterBuilder): void {
  if (value === null) return;
  if (typeof value !== 'object') filter.addValue('attributes', String(value));
  else for (const inner of Object.values(value as Attributes)) addScalars(inner, filter);
}
