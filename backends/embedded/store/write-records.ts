import type { DatabaseSync } from 'node:sqlite';
import type { WriteResult } from '../../../core/log-store.ts';
import type { Attributes, AttributeValue, LogRecord } from '../../../core/record.ts';
import { inTransaction } from '../transaction.ts';
import { MAX_RAW_BYTES, type Row, type Source } from './block-format.ts';
import { createBlockTable } from './block-table.ts';
import { collectColumns } from './collect-columns.ts';
import { encodeBlock } from './encode-block.ts';
import { QUICK_PACKING } from './pack-parts.ts';
import { prepareRow } from './prepare-row.ts';
import { createWrittenOffsets } from './written-offsets.ts';

/** Larger calls make several blocks. */
const ROWS_PER_WRITE = 8_192;

/** Stores what is new of the records in one transaction and says how many blocks that made. */
export type RecordWriter = (records: readonly LogRecord[]) => WriteResult & { blocks: number };

export function createRecordWriter(db: DatabaseSync): RecordWriter {
  const blocks = createBlockTable(db);
  const written = createWrittenOffsets(db);

  function claimNew(bySource: ReadonlyMap<Source, Row[]>): Row[] {
    return [...bySource].flatMap(([{ epoch, partition }, rows]) => {
      const rising = risingOffsets(rows);
      const offsets = rising.map(({ offset }) => offset);
      const fresh = written.claim(epoch, partition, offsets);
      if (fresh.length === rising.length) return rising;
      const kept = new Set(fresh);
      return rising.filter(({ offset }) => kept.has(offset));
    });
  }

  return (records) => {
    const rejected: { index: number; reason: string }[] = [];
    const bySource = new Map<Source, Row[]>();
    for (const [index, record] of records.entries()) {
      const row = prepareRow(record);
      if (typeof row === 'string') {
        rejected.push({ index, reason: row });
        continue;
      }
      const rows = bySource.get(row.source);
      if (rows) rows.push(row);
      else bySource.set(row.source, [row]);
    }
    const { stored, made } = inTransaction(db, () => {
      const fresh = claimNew(bySource);
      const chunks = chunked(fresh);
      for (const rows of chunks) blocks.insert(encodeBlock(collectColumns(rows), QUICK_PACKING));
      return { stored: fresh.length, made: chunks.length };
    });
    return { stored, duplicates: records.length - rejected.length - stored, rejected, blocks: made };
  };
}

/** The rows of one source by rising offset, the first of each. */
function risingOffsets(rows: readonly Row[]): readonly Row[] {
  const offsetAt = (index: number): number => (rows[index] as Row).offset;
  if (rows.every((row, index) => index === 0 || offsetAt(index - 1) < row.offset)) return rows;
  return rows
    .toSorted((a, b) => a.offset - b.offset)
    .filter((row, index, all) => index === 0 || all[index - 1]?.offset !== row.offset);
}

/** Parts of at most so many rows and, give or take a record, so many characters as a block may have. */
function chunked(rows: readonly Row[]): Row[][] {
  const chunks: Row[][] = [];
  let chunk: Row[] = [];
  let weight = 0;
  for (const row of rows) {
    if (chunk.length === ROWS_PER_WRITE || weight > MAX_RAW_BYTES) {
      chunks.push(chunk);
      chunk = [];
      weight = 0;
    }
    chunk.push(row);
    weight += weigh(row.record);
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}

/** About how many characters the long fields have. */
function weigh({ message, raw, attributes }: LogRecord): number {
  return message.length + (raw?.length ?? 0) + weighValue(attributes);
}

function weighValue(value: AttributeValue): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let weight = 0;
  for (const key in value) weight += weighValue((value as Attributes)[key] as AttributeValue);
  return weight;
}
