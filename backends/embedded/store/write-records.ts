import type { DatabaseSync } from 'node:sqlite';
import type { WriteResult } from '../../../core/log-store.ts';
import type { LogRecord } from '../../../core/record.ts';
import { inTransaction } from '../transaction.ts';
import type { Row } from './block-format.ts';
import { createBlockTable } from './block-table.ts';
import { encodeBlock } from './encode-block.ts';
import { prepareRow } from './prepare-row.ts';
import { createWrittenOffsets } from './written-offsets.ts';

/** Larger calls make several blocks. */
const ROWS_PER_WRITE = 8_192;
/** Speed before size: merging compresses again. */
const WRITE_LEVEL = 1;

/** Stores what is new of the records in one transaction and says how many blocks that made. */
export type RecordWriter = (records: readonly LogRecord[]) => WriteResult & { blocks: number };

export function createRecordWriter(db: DatabaseSync): RecordWriter {
  const blocks = createBlockTable(db);
  const written = createWrittenOffsets(db);

  function claimNew(bySource: ReadonlyMap<string, Map<number, Row>>): Row[] {
    return [...bySource.values()].flatMap((rows) => {
      const offsets = [...rows.keys()].sort((a, b) => a - b);
      const [any] = rows.values();
      const fresh = any ? written.claim(any.epoch, any.partition, offsets) : [];
      return fresh.flatMap((offset) => rows.get(offset) ?? []);
    });
  }

  return (records) => {
    const rejected: { index: number; reason: string }[] = [];
    const bySource = new Map<string, Map<number, Row>>();
    for (const [index, record] of records.entries()) {
      const row = prepareRow(record);
      if (typeof row === 'string') rejected.push({ index, reason: row });
      else keepFirst(bySource, row);
    }
    const { stored, made } = inTransaction(db, () => {
      const fresh = claimNew(bySource);
      const chunks = chunked(fresh);
      for (const rows of chunks) blocks.insert(encodeBlock(rows, WRITE_LEVEL));
      return { stored: fresh.length, made: chunks.length };
    });
    return { stored, duplicates: records.length - rejected.length - stored, rejected, blocks: made };
  };
}

function keepFirst(bySource: Map<string, Map<number, Row>>, row: Row): void {
  const source = `${row.epoch}-${row.partition}`;
  let rows = bySource.get(source);
  if (!rows) {
    rows = new Map();
    bySource.set(source, rows);
  }
  if (!rows.has(row.offset)) rows.set(row.offset, row);
}

/** Equal parts, each no larger than a written block may be. */
function chunked(rows: readonly Row[]): Row[][] {
  const count = Math.ceil(rows.length / ROWS_PER_WRITE);
  const size = Math.ceil(rows.length / count);
  return Array.from({ length: count }, (_, index) => rows.slice(index * size, (index + 1) * size));
}
