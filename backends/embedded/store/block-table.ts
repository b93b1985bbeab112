import type { DatabaseSync } from 'node:sqlite';
import { type EncodedBlock, FRAMES_PER_BLOCK } from './block-format.ts';

/** What is known of a block without opening it. Times are epoch ms and belong to it. */
export interface BlockInfo {
  id: number;
  seq: number;
  rows: number;
  /** Uncompressed. */
  rawBytes: number;
  minTime: number;
  maxTime: number;
}

/** The blocks of one database. Transactions are the caller's. */
export interface BlockTable {
  /** @param seq the block's place in the order of writing; default: behind all others */
  insert(block: EncodedBlock, seq?: number): void;
  /** How many of these there were. */
  remove(ids: readonly number[]): number;
  /** Blocks that touch the range, in the order of writing. */
  list(from?: number, to?: number): BlockInfo[];
  /** Blocks that may hold an offset. */
  holding(epoch: string, partition: number, offset: number): BlockInfo[];
  /** Undefined when there is none. */
  frame(block: number, frame: number): Uint8Array | undefined;
}

const COLUMNS = 'id, seq, rows, raw_bytes AS rawBytes, min_time AS minTime, max_time AS maxTime';

export function createBlockTable(db: DatabaseSync): BlockTable {
  const insertBlock = db.prepare('INSERT INTO block (seq, rows, raw_bytes, min_time, max_time) VALUES (?, ?, ?, ?, ?)');
  const setSeq = db.prepare('UPDATE block SET seq = id WHERE id = ?');
  const insertFrame = db.prepare('INSERT INTO frame VALUES (?, ?)');
  const insertSpan = db.prepare(
    'INSERT INTO span (epoch, partition, min_offset, max_offset, block) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteBlock = db.prepare('DELETE FROM block WHERE id = ?');
  const deleteFrames = db.prepare('DELETE FROM frame WHERE id >= ? AND id < ?');
  const deleteSpans = db.prepare('DELETE FROM span WHERE block = ?');
  const inRange = db.prepare(`SELECT ${COLUMNS} FROM block WHERE max_time >= ? AND min_time <= ? ORDER BY seq`);
  const holding = db.prepare(
    `SELECT ${COLUMNS} FROM block WHERE id IN
       (SELECT block FROM span WHERE epoch = ? AND partition = ? AND min_offset <= ? AND max_offset >= ?)`,
  );
  const selectFrame = db.prepare('SELECT data FROM frame WHERE id = ?');
  return {
    insert(block, seq) {
      const id = Number(
        insertBlock.run(seq ?? 0, block.rows, block.rawBytes, block.minTime, block.maxTime).lastInsertRowid,
      );
      if (seq === undefined) setSeq.run(id);
      for (const [frame, bytes] of block.frames.entries()) insertFrame.run(id * FRAMES_PER_BLOCK + frame, bytes);
      for (const { source, minOffset, maxOffset } of block.spans) {
        insertSpan.run(source.epoch, source.partition, minOffset, maxOffset, id);
      }
    },
    remove(ids) {
      let removed = 0;
      for (const id of ids) {
        removed += Number(deleteBlock.run(id).changes);
        deleteFrames.run(id * FRAMES_PER_BLOCK, (id + 1) * FRAMES_PER_BLOCK);
        deleteSpans.run(id);
      }
      return removed;
    },
    list: (from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER) =>
      inRange.all(Math.ceil(from), Math.floor(to)) as unknown as BlockInfo[],
    holding: (epoch, partition, offset) => holding.all(epoch, partition, offset, offset) as unknown as BlockInfo[],
    frame: (block, frame) => selectFrame.get(block * FRAMES_PER_BLOCK + frame)?.data as Uint8Array | undefined,
  };
}
