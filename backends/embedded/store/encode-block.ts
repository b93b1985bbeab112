import { createQuantileSketch } from '../../../core/quantile-sketch.ts';
import type { Attributes, AttributeValue } from '../../../core/record.ts';
import { readValue } from './attribute-value.ts';
import {
  type BlockHead,
  type EncodedBlock,
  FILTER_FRAME,
  FIRST_COLUMN_FRAME,
  HEAD_FRAME,
  MAX_ROWS,
  type NumberMeta,
  RAW_ENDS_WITH_MESSAGE,
  RAW_WHOLE,
  type Row,
  SKETCHED_COLUMNS,
  type Source,
  type TextMeta,
} from './block-format.ts';
import { type CollectedColumns, collectColumns } from './collect-columns.ts';
import { type AddPart, encodeMessages, encodeNumberColumn, encodeTextColumn, type Values } from './encode-columns.ts';
import { packFrame } from './frame.ts';
import { encodeCodes, encodeIntegers, toDeltas } from './integers.ts';
import { createPartPacker, type Packing } from './pack-parts.ts';
import { createTokenFilterBuilder, type TokenFilterBuilder } from './token-filter.ts';

/** Tokens and values that a row usually adds to the filter. */
const KEYS_PER_ROW = 5;

/** The order of records everywhere: by timestamp, then by id as compareRecordIds has it. */
export function compareRows(a: Row, b: Row): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
  if (a.source === b.source) return a.offset - b.offset;
  if (a.source.epoch !== b.source.epoch) return a.source.epoch < b.source.epoch ? -1 : 1;
  return a.source.partition - b.source.partition || a.offset - b.offset;
}

/** Makes one block of 1 to {@link MAX_ROWS} rows, in any order. */
export function encodeBlock(unordered: readonly Row[], packing: Packing): EncodedBlock {
  const rows = [...unordered].sort(compareRows);
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last || rows.length > MAX_ROWS) throw new RangeError(`a block cannot hold ${rows.length} rows`);
  const packer = createPartPacker(packing, FIRST_COLUMN_FRAME);
  const filter = createTokenFilterBuilder(rows.length * KEYS_PER_ROW);
  const columns = encodeColumns(rows, packer.add, filter);
  const { frames, places, rawBytes } = packer.finish();
  const head: BlockHead = { ...columns, parts: places };
  const leading: Uint8Array[] = [];
  leading[FILTER_FRAME] = packFrame(filter.finish(), packing.level);
  leading[HEAD_FRAME] = packFrame(Buffer.from(JSON.stringify(head)), packing.level);
  return {
    rows: rows.length,
    minTime: first.timestamp,
    maxTime: last.timestamp,
    rawBytes,
    frames: [...leading, ...frames],
    spans: spansOf(rows),
  };
}

function encodeColumns(rows: readonly Row[], add: AddPart, filter: TokenFilterBuilder): Omit<BlockHead, 'parts'> {
  const columns = collectColumns(rows);
  const message = encodeMessages(
    rows.map(({ record }) => record.message),
    add,
    filter,
  );
  if (!message) throw new RangeError('a block without messages');
  const head: Omit<BlockHead, 'parts'> = {
    rows: rows.length,
    times: encodeTimes(rows, add),
    ids: encodeIds(rows, add),
    message,
    raw: encodeMessages(rows.map(rawOf), add),
    texts: {},
    numbers: {},
    sketches: {},
    ...encodeAttributes(columns, add, filter),
  };
  for (const [name, column] of columns.texts) {
    const meta = encodeTextColumn(column, add, (value) => filter.addValue(name, value));
    if (meta) head.texts[name] = meta;
  }
  for (const [name, column] of columns.numbers) {
    const meta = encodeNumberColumn(column, add);
    if (!meta) continue;
    head.numbers[name] = meta;
    if (SKETCHED.has(name)) head.sketches[name] = sketchOf(meta, column);
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

function encodeIds(rows: readonly Row[], add: AddPart): BlockHead['ids'] {
  const codeOf = new Map<Source, number>();
  const lastOffset: number[] = [];
  const codes = new Uint16Array(rows.length);
  const offsets = new Float64Array(rows.length);
  for (const [index, { source, offset }] of rows.entries()) {
    let code = codeOf.get(source);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(source, code);
      lastOffset.push(0);
    }
    codes[index] = code;
    offsets[index] = offset - (lastOffset[code] as number);
    lastOffset[code] = offset;
  }
  return {
    sources: Array.from(codeOf.keys(), ({ key }) => key),
    codes: codeOf.size === 1 ? null : add(encodeCodes(codes)),
    offsets: add(encodeIntegers(offsets)),
  };
}

function spansOf(rows: readonly Row[]): EncodedBlock['spans'] {
  const spans = new Map<Source, { source: Source; minOffset: number; maxOffset: number }>();
  for (const { source, offset } of rows) {
    const span = spans.get(source);
    if (!span) spans.set(source, { source, minOffset: offset, maxOffset: offset });
    else if (offset < span.minOffset) span.minOffset = offset;
    else if (offset > span.maxOffset) span.maxOffset = offset;
  }
  return [...spans.values()];
}

const SKETCHED: ReadonlySet<string> = new Set(SKETCHED_COLUMNS);

function sketchOf(meta: NumberMeta, column: Values<number>): string {
  const sketch = createQuantileSketch();
  if (meta.kind === 'dictionary') {
    for (const [index, value] of meta.values.entries()) sketch.add(value, meta.counts[index]);
  } else {
    for (const value of column) if (value !== undefined) sketch.add(value);
  }
  return Buffer.from(sketch.encode()).toString('base64');
}

function encodeAttributes(
  columns: CollectedColumns,
  add: AddPart,
  filter: TokenFilterBuilder,
): Pick<BlockHead, 'attributes' | 'rest'> {
  const attributes = [...columns.attributes].flatMap(([key, column]): [string, TextMeta][] => {
    const meta = encodeTextColumn(column, add, (text) => addScalars(readValue(text), filter));
    return meta ? [[key, meta]] : [];
  });
  const rest = encodeTextColumn(columns.rest, add, (text) => addScalars(JSON.parse(text) as AttributeValue, filter));
  return { attributes, rest };
}

function addScalars(value: AttributeValue, filter: TokenFilterBuilder): void {
  if (value === null) return;
  if (typeof value !== 'object') filter.addValue('attributes', String(value));
  else for (const inner of Object.values(value as Attributes)) addScalars(inner, filter);
}
