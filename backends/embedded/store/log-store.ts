import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../../core/errors.ts';
import type { LogStore, Retention } from '../../../core/log-store.ts';
import { type Logger, silentLogger } from '../../../core/logger.ts';
import { findFaults } from '../data-file.ts';
import { toPipelineError } from '../sqlite-errors.ts';
import { createMaintenance } from './maintenance.ts';
import { createMergeSchedule } from './merge-schedule.ts';
import { createReaderPool, type ReaderPool } from './reader-pool.ts';
import { openStoreDatabase, type StoreDatabaseOptions, storePath } from './store-database.ts';
import { createRecordWriter, type RecordWriter } from './write-records.ts';

export interface EmbeddedStoreOptions {
  /** The data folder; the file in it is `store.db`. Several threads of one process may open it. */
  dir: string;
  /** `full`: a write waits for the disk. Default `normal`: it survives the end of the process, not a power cut. */
  durability?: 'normal' | 'full';
  logger?: Logger;
  /** Threads that answer searches, started when needed. Default 2. */
  readers?: number;
  /** Memory for unpacked columns, all readers together. Default 64 MiB. */
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

function openWriter(database: StoreDatabaseOptions, logger: Logger): { db: DatabaseSync; write: RecordWriter } {
  const db = openStoreDatabase(database);
  try {
    for (const fault of findFaults(db, storePath(database.dir)))
      logger.error('the store is damaged', { dir: database.dir, fault });
    return { db, write: createRecordWriter(db) };
  } catch (error) {
    db.close();
    throw toPipelineError(error);
  }
}

/** Blocks of more records are no smaller for each, and searches wait longer for them. */
const BATCH_SIZE = 4_096;
const CACHE_BYTES = 64 * 1024 * 1024;
const TIME_LIMIT_MS = 10_000;
/** Of the cache, what token filters may take. */
const FILTER_SHARE = 0.25;

/**
 * Logs in blocks inside one SQLite file (docs/decisions/0001-block-store.md). Writing is done on the calling thread;
 * searches and merges run on threads of the store's own. A damaged block is reported to the logger and left out.
 * @throws PipelineError `data_corrupt`, `folder_unwritable`, `unavailable`
 */
export async function createEmbeddedStore(options: EmbeddedStoreOptions): Promise<LogStore & Retention & Compaction> {
  const { dir, durability = 'normal', logger = silentLogger, mergeInBackground = true } = options;
  const database = { dir, durability, maxBytes: options.maxBytes };
  const { db, write } = openWriter(database, logger);
  const onDamaged = (error: PipelineError): void => logger.error(error.message, { dir, ...error.details });
  const pool = openReaders(options, onDamaged);
  const maintenance = createMaintenance({ ...database, onDamaged });
  let open = true;
  const merge = async (mayGoOn: () => boolean): Promise<void> => {
    while (mayGoOn() && (await maintenance.run({ kind: 'merge' })) > 0);
  };
  const schedule = createMergeSchedule((mayGoOn) =>
    merge(() => open && mayGoOn()).catch((error) => {
      if (open) logger.warn('merging blocks failed, it will be tried again', { dir, error: String(error) });
    }),
  );

  return {
    batchSize: BATCH_SIZE,
    async write(records) {
      if (!open) throw new PipelineError('unavailable', 'the store is closed');
      try {
        const { blocks, ...result } = write(records);
        if (mergeInBackground) schedule.wrote(blocks, records.length);
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
      await merge(() => true);
    },
    async close() {
      if (!open) return;
      open = false;
      schedule.stop();
      await Promise.all([pool.close(), maintenance.close()]);
      db.close();
    },
  };
}

function openReaders(
  { dir, readers = 2, cacheBytes = CACHE_BYTES, timeLimitMs = TIME_LIMIT_MS }: EmbeddedStoreOptions,
  onDamaged: (error: PipelineError) => void,
): ReaderPool {
  return createReaderPool({
    dir,
    threads: readers,
    timeLimitMs,
    cacheBytes: (cacheBytes / readers) * (1 - FILTER_SHARE),
    filterCacheBytes: (cacheBytes / readers) * FILTER_SHARE,
    onDamaged,
  });
}
