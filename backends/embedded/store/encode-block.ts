import { createQuantileSketch } from '../../../core/quantile-sketch.ts';
import type { Attributes, AttributeValue } from '../../../core/record.ts';
import { readValue } from './attribute-value.ts';
import type { BlockColumns, NumberValues, TextValues } from './block-columns.ts';
import {
  type BlockHead,
  type EncodedBlock,
  FILTER_FRAME,
  FIRST_COLUMN_FRAME,
  HEAD_FRAME,
  MAX_ROWS,
  type NumberMeta,
  SKETCHED_COLUMNS,
  type TextMeta,
} from './block-format.ts';
import { type AddPart, encodeMessages, encodeNumberColumn, encodeTextColumn } from './encode-columns.ts';
import { packFrame } from './frame.ts';
import { encodeCodes, encodeIntegers, toDeltas } from './integers.ts';
import { createPartPacker, type Packing } from './pack-parts.ts';
import { createTokenFilterBuilder, type TokenFilterBuilder } from './token-filter.ts';

/** Tokens and values that a row usually adds to the filter. */
const KEYS_PER_ROW = 5;

/** Makes one block of 1 to {@link MAX_ROWS} rows. */
export function encodeBlock(columns: BlockColumns, packing: Packing): EncodedBlock {
  const { rows, timestamps } = columns;
  if (rows === 0 || rows > MAX_ROWS) throw new RangeError(`a block cannot hold ${rows} rows`);
  const packer = createPartPacker(packing, FIRST_COLUMN_FRAME);
  const filter = createTokenFilterBuilder(rows * KEYS_PER_ROW);
  const encoded = encodeColumns(columns, packer.add, filter);
  const { frames, places, rawBytes } = packer.finish();
  const head: BlockHead = { ...encoded, parts: places };
  const leading: Uint8Array[] = [];
  leading[FILTER_FRAME] = packFrame(filter.finish(), packing.level);
  leading[HEAD_FRAME] = packFrame(Buffer.from(JSON.stringify(head)), packing.level);
  return {
    rows,
    minTime: timestamps[0] as number,
    maxTime: timestamps[rows - 1] as number,
    rawBytes,
    frames: [...leading, ...frames],
    spans: spansOf(columns),
  };
}

function encodeColumns(columns: BlockColumns, add: AddPart, filter: TokenFilterBuilder): Omit<BlockHead, 'parts'> {
  const message = encodeMessages(columns.messages, add, filter);
  if (!message) throw new RangeError('a block without messages');
  const head: Omit<BlockHead, 'parts'> = {
    rows: columns.rows,
    times: encodeTimes(columns, add),
    ids: encodeIds(columns, add),
    message,
    raw: encodeMessages(columns.raw, add),
    texts: {},
    numbers: {},
    sketches: {},
    ...encodeAttributes(columns, add, filter),
  };
  for (const [name, column] of columns.texts)
    head.texts[name] = encodeTextColumn(column, add, (value) => filter.addValue(name, value));
  for (const [name, column] of columns.numbers) {
    const meta = encodeNumberColumn(column, add);
    head.numbers[name] = meta;
    if (SKETCHED.has(name)) head.sketches[name] = sketchOf(meta, column);
  }
  return head;
}

function encodeTimes({ timestamps, receivedAt, processedAt }: BlockColumns, add: AddPart): BlockHead['times'] {
  const differences = (later: Float64Array, earlier: Float64Array): number =>
    add(encodeIntegers(later.map((time, row) => time - (earlier[row] as number))));
  return {
    timestamp: add(encodeIntegers(toDeltas(timestamps))),
    received_at: differences(receivedAt, timestamps),
    processed_at: differences(processedAt, receivedAt),
  };
}

function encodeIds({ rows, sources, sourceCodes, offsets }: BlockColumns, add: AddPart): BlockHead['ids'] {
  const lastOffset = new Float64Array(sources.length);
  const differences = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const code = sourceCodes[row] as number;
    const offset = offsets[row] as number;
    differences[row] = offset - (lastOffset[code] as number);
    lastOffset[code] = offset;
  }
  return {
    sources: sources.map(({ key }) => key),
    codes: sources.length === 1 ? null : add(encodeCodes(sourceCodes)),
    offsets: add(encodeIntegers(differences)),
  };
}

function spansOf({ rows, sources, sourceCodes, offsets }: BlockColumns): EncodedBlock['spans'] {
  const spans = sources.map((source) => ({ source, minOffset: Number.POSITIVE_INFINITY, maxOffset: -1 }));
  for (let row = 0; row < rows; row++) {
    const span = spans[sourceCodes[row] as number] as (typeof spans)[number];
    const offset = offsets[row] as number;
    if (offset < span.minOffset) span.minOffset = offset;
    if (offset > span.maxOffset) span.maxOffset = offset;
  }
  return spans;
}

const SKETCHED: ReadonlySet<string> = new Set(SKETCHED_COLUMNS);

function sketchOf(meta: NumberMeta, column: NumberValues): string {
  const sketch = createQuantileSketch();
  if (meta.kind === 'dictionary') {
    for (const [index, value] of meta.values.entries()) sketch.add(value, meta.counts[index]);
  } else {
    for (const value of column) if (!Number.isNaN(value)) sketch.add(value);
  }
  return Buffer.from(sketch.encode()).toString('base64');
}

function encodeAttributes(
  { attributes, rest }: BlockColumns,
  add: AddPart,
  filter: TokenFilterBuilder,
): Pick<BlockHead, 'attributes' | 'rest'> {
  const encodeKey = ([key, column]: [string, TextValues]): [string, TextMeta] => [
    key,
    encodeTextColumn(column, add, (text) => addScalars(readValue(text), filter)),
  ];
  return {
    attributes: Array.from(attributes, encodeKey),
    rest: rest && encodeTextColumn(rest, add, (text) => addScalars(JSON.parse(text) as AttributeValue, filter)),
  };
}

function addScalars(value: AttributeValue, filter: TokenFilterBuilder): void {
  if (value === null) return;
  if (typeof value !== 'object') filter.addValue('attributes', String(value));
  else for (const inner of Object.values(value as Attributes)) addScalars(inner, filter);
}
