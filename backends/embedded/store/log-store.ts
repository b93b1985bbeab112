import { PipelineError } from '../../../core/errors.ts';
import type { LogStore, Retention } from '../../../core/log-store.ts';
import { type Logger, silentLogger } from '../../../core/logger.ts';
import { toPipelineError } from '../bus/sqlite-errors.ts';
import { FAN_IN } from './choose-merge.ts';
import { createMaintenance } from './maintenance.ts';
import { createReaderPool } from './reader-pool.ts';
import { findFaults, openStoreDatabase } from './store-database.ts';
import { createRecordWriter } from './write-records.ts';

export interface EmbeddedStoreOptions {
  /** The data folder; the file in it is `store.db`. Several threads of one process may open it. */
  dir: string;
  /** `full`: a write waits for the disk. Default `normal`: it survives the end of the process, not a power cut. */
  durability?: 'normal' | 'full';
  logger?: Logger;
  /** Threads that answer searches, started when needed. Default 2. */
  readers?: number;
  /** Memory for unpacked columns, all readers together. Default 48 MiB. */
  cacheBytes?: number;
  /** How long a search may take. Default 10 s. */
  timeLimitMs?: number;
  /** Merge small blocks in the background once enough were written. Default true. */
  mergeInBackground?: boolean;
  /** The file never grows beyond this. Default: as large as the disk allows. */
  maxBytes?: number;
}

/** Stores that can be told to tidy up now. */
export interface Compaction {
  /** Resolves once there is nothing left to merge. */
  compact(): Promise<void>;
}

const FILTER_SHARE = 0.4;
/** Calls of this size mean that there is a backlog to store: merging waits until it is worked off, */
const BUSY_RECORDS = 2_048;
/** which is when no such call came for so long, */
const CALM_MS = 1_000;
/** or until so many blocks wait. */
const LONGEST_BACKLOG = 1_024;

/**
 * Logs in blocks inside one SQLite file (docs/decisions/0001-block-store.md). Writing is done on the calling thread;
 * searches and merges run on threads of the store's own. A damaged block is reported to the logger and left out.
 * @throws PipelineError `data_corrupt`, `folder_unwritable`, `unavailable`
 */
export async function createEmbeddedStore(options: EmbeddedStoreOptions): Promise<LogStore & Retention & Compaction> {
  const { dir, durability = 'normal', logger = silentLogger, readers = 2, cacheBytes = 48 * 1024 * 1024 } = options;
  const database = { dir, durability, maxBytes: options.maxBytes };
  const db = openStoreDatabase(database);
  for (const fault of findFaults(db, dir)) logger.error('The store is damaged.', { dir, fault });
  const onDamaged = (error: PipelineError): void => logger.error(error.message, { dir, ...error.details });
  const pool = createReaderPool({
    dir,
    threads: readers,
    timeLimitMs: options.timeLimitMs ?? 10_000,
    cacheBytes: (cacheBytes / readers) * (1 - FILTER_SHARE),
    filterCacheBytes: (cacheBytes / readers) * FILTER_SHARE,
    onDamaged,
  });
  const maintenance = createMaintenance({ ...database, onDamaged });
  const write = createRecordWriter(db);
  let open = true;
  let blocksSinceMerge = 0;
  let merging: Promise<unknown> = Promise.resolve();
  const merge = (): Promise<unknown> => {
    blocksSinceMerge = 0;
    merging = maintenance.run({ kind: 'merge' });
    return merging;
  };

  const mergeNow = (): void => {
    merge().catch((error) => {
      if (open) logger.warn('Merging blocks failed; it will be tried again.', { dir, error: String(error) });
    });
  };
  let calm: NodeJS.Timeout | undefined;
  function mergeSoon(blocks: number, records: number): void {
    blocksSinceMerge += blocks;
    if (options.mergeInBackground === false || blocksSinceMerge < FAN_IN) return;
    clearTimeout(calm);
    const busy = records >= BUSY_RECORDS && blocksSinceMerge < LONGEST_BACKLOG;
    if (busy) calm = setTimeout(mergeNow, CALM_MS).unref();
    else mergeNow();
  }

  return {
    async write(records) {
      if (!open) throw new PipelineError('unavailable', 'The store is closed.');
      try {
        const { blocks, ...result } = write(records);
        mergeSoon(blocks, records.length);
        return result;
      } catch (error) {
        throw toPipelineError(error);
      }
    },
    search: ({ signal, ...request }) => pool.ask('search', request, signal),
    aggregate: ({ signal, ...request }) => pool.ask('aggregate', request, signal),
    get: (ids) => pool.ask('get', ids),
    dropExpired: (now, days) => maintenance.run({ kind: 'expire', now, days }),
    async compact() {
      await merge();
    },
    async close() {
      if (!open) return;
      open = false;
      clearTimeout(calm);
      await Promise.all([pool.close(), maintenance.close()]);
      db.close();
    },
  };
}
