import type { DatabaseSync } from 'node:sqlite';
import type { WriteResult } from '../../../core/log-store.ts';
import type { LogRecord } from '../../../core/record.ts';
import { inTransaction } from '../transaction.ts';
import type { Row, Source } from './block-format.ts';
import { createBlockTable } from './block-table.ts';
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
      for (const rows of chunks) blocks.insert(encodeBlock(rows, QUICK_PACKING));
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

/** Equal parts, each no larger than a written block may be. */
function chunked(rows: readonly Row[]): Row[][] {
  const count = Math.ceil(rows.length / ROWS_PER_WRITE);
  const size = Math.ceil(rows.length / count);
  return Array.from({ length: count }, (_, index) => rows.slice(index * size, (index + 1) * size));
}
