import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../../core/errors.ts';
import { createSchema, findFaults, limitBytes, openDataFile } from '../data-file.ts';
import { toPipelineError } from '../sqlite-errors.ts';

const SCHEMA_VERSION = 1;
const PAGE_BYTES = 8_192;
const OPEN_TIMEOUT_MS = 10_000;
const CHECKPOINT_PAGES = 1_000;
/** What a connection that leaves checkpoints to others tolerates before it makes one itself, so that the WAL stays bounded. */
const CHECKPOINT_PAGES_AT_LAST = 32_000;
const WAL_KEPT_BYTES = 16 * 1024 * 1024;

/**
 * A slot is one partition of one topic. Rows of `batch` and `entry` have the rowid slot × 2^40 + offset (of the first
 * message), so a range of offsets is a range of rowids. `claim` says who reads for a group, and how far it got.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS topic (
    name TEXT PRIMARY KEY, epoch TEXT NOT NULL, retention_ms INTEGER NOT NULL, compacted INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS slot (
    id INTEGER PRIMARY KEY, topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS batch (
    id INTEGER PRIMARY KEY, slot INTEGER NOT NULL, count INTEGER NOT NULL, appended_at REAL NOT NULL,
    max_timestamp REAL NOT NULL, compressed INTEGER NOT NULL, checksum INTEGER NOT NULL, payload BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS batch_by_time ON batch (slot, max_timestamp);
  CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY, slot INTEGER NOT NULL, key TEXT NOT NULL, timestamp REAL NOT NULL,
    headers TEXT NOT NULL, value BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS entry_by_key ON entry (slot, key);
  CREATE TABLE IF NOT EXISTS claim (
    grp TEXT NOT NULL, slot INTEGER NOT NULL, generation INTEGER NOT NULL, member TEXT, next_offset INTEGER,
    PRIMARY KEY (grp, slot)
  ) STRICT, WITHOUT ROWID;
`;

export interface BusDatabaseOptions {
  dir: string;
  durability: 'normal' | 'full';
  checkpoint: boolean;
  check: boolean;
  maxBytes: number | undefined;
}

/**
 * Opens `<dir>/bus.db`, made when missing. Several threads may do so at once.
 * @throws PipelineError `data_corrupt` when the file is damaged or of a newer version, `folder_unwritable`, `unavailable`.
 */
export function openBusDatabase(options: BusDatabaseOptions): DatabaseSync {
  const path = join(options.dir, 'bus.db');
  const db = openDataFile(path);
  try {
    db.exec(`PRAGMA busy_timeout = ${OPEN_TIMEOUT_MS}`);
    db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL`);
    db.exec(`PRAGMA synchronous = ${options.durability === 'full' ? 'FULL' : 'NORMAL'}`);
    if (options.check) check(db, path);
    createSchema(db, { name: 'bus', version: SCHEMA_VERSION, sql: SCHEMA });
    db.exec(`PRAGMA wal_autocheckpoint = ${options.checkpoint ? CHECKPOINT_PAGES : CHECKPOINT_PAGES_AT_LAST}`);
    db.exec(`PRAGMA journal_size_limit = ${WAL_KEPT_BYTES}; PRAGMA cache_size = -2000`);
    // From here on the write queue does the waiting, without stopping the event loop.
    db.exec('PRAGMA busy_timeout = 0');
    limitBytes(db, options.maxBytes, PAGE_BYTES);
    return db;
  } catch (error) {
    db.close();
    throw toPipelineError(error);
  }
}

function check(db: DatabaseSync, path: string): void {
  const faults = findFaults(db, path);
  if (faults.length > 0) {
    throw new PipelineError('data_corrupt', `${path} is damaged: ${faults[0]}`, { details: { path, faults } });
  }
}
