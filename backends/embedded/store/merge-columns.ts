import type { BlockColumns, NumberValues, TextValues } from './block-columns.ts';
import { MAX_ATTRIBUTE_COLUMNS, NUMBER_COLUMNS, type Source, TEXT_COLUMNS } from './block-format.ts';
import { createAttributeCollector } from './collect-attributes.ts';
import type { Column } from './column.ts';
import { mergeMessages } from './merge-messages.ts';
import { mergeTexts } from './merge-texts.ts';
import type { Block } from './open-block.ts';
import { inOrder, orderRows, type Positions } from './order-rows.ts';
import { findSource } from './prepare-row.ts';

/** Where the rows of blocks that become one come from: those of the first block, then those of the second, and so on … */
export interface MergedRows {
  /** … of each block so many … */
  readonly counts: readonly number[];
  /** … in this order. */
  readonly order: Uint16Array;
}

/** The rows of all blocks as columns of one. Values are copied as they are; no record is made of them. */
export function mergeColumns(blocks: readonly Block[]): BlockColumns {
  const positions = joinPositions(blocks);
  const rows: MergedRows = { counts: blocks.map((block) => block.rows), order: orderRows(positions) };
  const times = (of: (block: Block) => (row: number) => number): Float64Array =>
    inOrder(joinNumbers(blocks, of), rows.order);
  const texts = TEXT_COLUMNS.flatMap((name) => {
    const column = mergeTexts(
      blocks.map((block) => block.column(name) as Column<string> | null),
      rows,
    );
    return column ? [[name, column] as const] : [];
  });
  const numbers = NUMBER_COLUMNS.flatMap((name) => {
    const columns = blocks.map((block) => block.number(name));
    return columns.some((column) => column) ? [[name, mergeNumbers(columns, rows)] as const] : [];
  });
  return {
    rows: rows.order.length,
    timestamps: inOrder(positions.timestamps, rows.order),
    receivedAt: times((block) => block.receivedAt),
    processedAt: times((block) => block.processedAt),
    sources: positions.sources,
    sourceCodes: inOrder(positions.sourceCodes, rows.order),
    offsets: inOrder(positions.offsets, rows.order),
    messages: mergeMessages(
      blocks.map((block) => block.messages()),
      rows,
    ),
    raw: mergeMessages(
      blocks.map((block) => block.rawTexts()),
      rows,
    ),
    texts: new Map(texts),
    numbers: new Map(numbers),
    ...mergeAttributes(blocks, rows),
  };
}

function joinNumbers(blocks: readonly Block[], of: (block: Block) => (row: number) => number): Float64Array {
  const joined = new Float64Array(blocks.reduce((sum, block) => sum + block.rows, 0));
  let length = 0;
  for (const block of blocks) {
    const numberOf = of(block);
    for (let row = 0; row < block.rows; row++) joined[length++] = numberOf(row);
  }
  return joined;
}

function joinPositions(blocks: readonly Block[]): Positions {
  const codeOf = new Map<Source, number>();
  const ids = blocks.map((block) => block.ids());
  const ownCodes = ids.map(({ sources }) =>
    sources.map((key) => {
      const source = findSource(key);
      if (!source) throw new RangeError(`'${key}' is no source of records`);
      const code = codeOf.get(source) ?? codeOf.size;
      codeOf.set(source, code);
      return code;
    }),
  );
  const sourceCodes = new Uint16Array(blocks.reduce((sum, block) => sum + block.rows, 0));
  let length = 0;
  for (const [index, { codes }] of ids.entries()) {
    const own = ownCodes[index] as number[];
    for (const code of codes) sourceCodes[length++] = own[code] as number;
  }
  return {
    timestamps: joinNumbers(blocks, (block) => {
      const timestamps = block.timestamps();
      return (row) => timestamps[row] as number;
    }),
    sources: [...codeOf.keys()],
    sourceCodes,
    offsets: joinNumbers(blocks, (block) => {
      const { offsets } = block.ids();
      return (row) => offsets[row] as number;
    }),
  };
}

function mergeNumbers(columns: readonly (Column<number> | null)[], { counts, order }: MergedRows): NumberValues {
  const joined = new Float64Array(order.length).fill(Number.NaN);
  let begin = 0;
  for (const [index, column] of columns.entries()) {
    const codes = column?.codes();
    const rows = counts[index] as number;
    for (let row = 0; codes && row < rows; row++) {
      const code = codes[row] as number;
      if (code !== 0) joined[begin + row] = (column as Column<number>).value(code - 1);
    }
    begin += rows;
  }
  return inOrder(joined, order);
}

function mergeAttributes(blocks: readonly Block[], rows: MergedRows): Pick<BlockColumns, 'attributes' | 'rest'> {
  const opened = blocks.map((block) => block.attributes());
  const keys = new Set(opened.flatMap(({ keys }) => [...keys.keys()]));
  if (keys.size > MAX_ATTRIBUTE_COLUMNS || opened.some(({ hasRest }) => hasRest)) return collectAgain(blocks, rows);
  const attributes = new Map<string, TextValues>();
  for (const key of keys) {
    const column = mergeTexts(
      opened.map(({ keys }) => keys.get(key)?.() ?? null),
      rows,
    );
    if (column) attributes.set(key, column);
  }
  return { attributes, rest: null };
}

/** With more keys than columns, which keys are the most frequent is found anew. */
function collectAgain(blocks: readonly Block[], { order }: MergedRows): Pick<BlockColumns, 'attributes' | 'rest'> {
  const joined = blocks.flatMap((block) => {
    const read = block.attributes().all();
    return Array.from({ length: block.rows }, (_, row) => () => read(row));
  });
  const collector = createAttributeCollector(order.length);
  for (const [row, from] of order.entries()) collector.add(row, joined[from]?.() ?? {});
  return collector.finish();
}
