import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../../core/errors.ts';
import type { LogRecord } from '../../../core/record.ts';
import { inTransaction, onSnapshot } from '../transaction.ts';
import type { BlockColumns } from './block-columns.ts';
import type { Row } from './block-format.ts';
import { createBlockSource } from './block-source.ts';
import { type BlockInfo, createBlockTable } from './block-table.ts';
import { chooseMerge, DONE_ROWS } from './choose-merge.ts';
import { collectColumns } from './collect-columns.ts';
import { encodeBlock } from './encode-block.ts';
import { mergeColumns } from './merge-columns.ts';
import { LASTING_PACKING, QUICK_PACKING } from './pack-parts.ts';
import { prepareRow } from './prepare-row.ts';
import { damagedBlock } from './read-requests.ts';

/** A merge goes through its blocks column by column, and columns share frames. */
const CACHE_BYTES = 8_000_000;
const DAY_MS = 86_400_000;
/** Pages given back at a time, so that no writer waits long. */
const VACUUM_PAGES = 500;
/** Free pages that merging leaves for the next writes: 4 MiB. */
const KEPT_PAGES = 512;

/** Replaces blocks by others with the same, or fewer, records. Each replacement is one transaction. */
export interface BlockRewriter {
  /** Merges once; false when there is nothing to merge. */
  mergeOnce(): boolean;
  /** Drops what is older than its category's days (categories without days stay). Answers with how many records went. */
  dropExpired(now: number, days: Readonly<Record<string, number>>): number;
  /** Blocks that could not be read since the last call; they are left as they are. */
  takeDamaged(): PipelineError[];
}

export function createBlockRewriter(db: DatabaseSync): BlockRewriter {
  const table = createBlockTable(db);
  const source = createBlockSource(db, { cacheBytes: CACHE_BYTES, filterCacheBytes: 0 });
  const damaged = new Set<number>();
  let news: PipelineError[] = [];

  const sound = (): BlockInfo[] => source.list().filter(({ id }) => !damaged.has(id));

  /** What is read of the blocks, or null when one of them is damaged. */
  function readGuarded<T>(read: () => T): T | null {
    try {
      return onSnapshot(db, read);
    } catch (error) {
      const block = damagedBlock(error);
      if (block === null) throw error;
      damaged.add(block);
      news.push(error as PipelineError);
      return null;
    }
  }

  function rowsOf(info: BlockInfo, keep: (record: LogRecord) => boolean): Row[] {
    const make = source.open(info).records();
    const rows: Row[] = [];
    for (let index = 0; index < info.rows; index++) {
      const record = make(index);
      if (!keep(record)) continue;
      const row = prepareRow(record);
      if (typeof row === 'string')
        throw new PipelineError('data_corrupt', `block ${info.id}: ${row}`, { details: { block: info.id } });
      rows.push(row);
    }
    return rows;
  }

  /** False when another thread was faster. */
  function replace(infos: readonly BlockInfo[], columns: BlockColumns | null): boolean {
    const ids = infos.map(({ id }) => id);
    const encoded = columns && encodeBlock(columns, columns.rows > DONE_ROWS ? LASTING_PACKING : QUICK_PACKING);
    const exist = db.prepare('SELECT count(*) AS n FROM block WHERE id IN (SELECT value FROM json_each(?))');
    return inTransaction(db, () => {
      if (exist.get(JSON.stringify(ids))?.n !== ids.length) return false;
      table.remove(ids);
      if (encoded) table.insert(encoded, Math.min(...infos.map(({ seq }) => seq)));
      return true;
    });
  }

  function expireBlock(info: BlockInfo, cutoffs: ReadonlyMap<string, number>): number {
    if (info.minTime >= Math.max(...cutoffs.values())) return 0;
    const head = source.open(info).head.texts.category;
    const categories = head?.kind === 'constant' ? [head.value] : head?.kind === 'dictionary' ? head.values : null;
    if (categories?.every((category) => info.maxTime < (cutoffs.get(category) ?? Number.NEGATIVE_INFINITY))) {
      return replace([info], null) ? info.rows : 0;
    }
    if (categories?.every((category) => info.minTime >= (cutoffs.get(category) ?? Number.NEGATIVE_INFINITY))) return 0;
    const kept = readGuarded(() =>
      rowsOf(
        info,
        (record) => !(Date.parse(record.timestamp) < (cutoffs.get(record.category) ?? Number.NEGATIVE_INFINITY)),
      ),
    );
    if (!kept || kept.length === info.rows) return 0;
    return replace([info], kept.length > 0 ? collectColumns(kept) : null) ? info.rows - kept.length : 0;
  }

  return {
    mergeOnce() {
      const group = chooseMerge(sound());
      if (!group) {
        giveBackSpace(db, KEPT_PAGES);
        return false;
      }
      const columns = readGuarded(() => mergeColumns(group.map(source.open)));
      return columns === null || replace(group, columns);
    },
    dropExpired(now, days) {
      const cutoffs = new Map(Object.entries(days).map(([category, count]) => [category, now - count * DAY_MS]));
      if (cutoffs.size === 0) return 0;
      let dropped = 0;
      for (const info of sound()) dropped += expireGuarded(info, cutoffs);
      if (dropped > 0) giveBackSpace(db, 0);
      return dropped;
    },
    takeDamaged() {
      const taken = news;
      news = [];
      return taken;
    },
  };

  function expireGuarded(info: BlockInfo, cutoffs: ReadonlyMap<string, number>): number {
    try {
      return expireBlock(info, cutoffs);
    } catch (error) {
      if (damagedBlock(error) === null) throw error;
      damaged.add(info.id);
      news.push(error as PipelineError);
      return 0;
    }
  }
}

/** Shortens the file until this many free pages are left for what is written next. */
function giveBackSpace(db: DatabaseSync, keptPages: number): void {
  const free = db.prepare('PRAGMA freelist_count');
  let left = Number(free.get()?.freelist_count);
  if (left <= keptPages) return;
  for (; left > keptPages; left -= VACUUM_PAGES)
    db.exec(`PRAGMA incremental_vacuum(${Math.min(VACUUM_PAGES, left - keptPages)})`);
  db.exec('PRAGMA wal_checkpoint(PASSIVE)');
}
