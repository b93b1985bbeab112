import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createSchema, limitBytes, openDataFile } from '../data-file.ts';
import { toPipelineError } from '../sqlite-errors.ts';

const SCHEMA_VERSION = 1;
const PAGE_BYTES = 8_192;
const BUSY_TIMEOUT_MS = 10_000;
const WAL_KEPT_BYTES = 16 * 1024 * 1024;

/**
 * `block.seq` keeps blocks in the order they were written in, also when several became one. Frames of block b have the ids
 * b × 256 … b × 256 + 255. `span` says which offsets a block holds, `written` which offsets were ever stored.
 */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS block (
    id INTEGER PRIMARY KEY AUTOINCREMENT, seq INTEGER NOT NULL, rows INTEGER NOT NULL, raw_bytes INTEGER NOT NULL,
    min_time INTEGER NOT NULL, max_time INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS frame (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS span (
    epoch TEXT NOT NULL, partition INTEGER NOT NULL, min_offset INTEGER NOT NULL, max_offset INTEGER NOT NULL,
    block INTEGER NOT NULL, PRIMARY KEY (epoch, partition, min_offset, block)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS span_by_block ON span (block);
  CREATE TABLE IF NOT EXISTS written (
    epoch TEXT NOT NULL, partition INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (epoch, partition, first)
  ) STRICT, WITHOUT ROWID;
`;

export interface StoreDatabaseOptions {
  dir: string;
  /** `full`: every commit waits for the disk. */
  durability: 'normal' | 'full';
  /** The file never grows beyond this; a write that would is `storage_full`. */
  maxBytes?: number | undefined;
}

export const storePath = (dir: string): string => join(dir, 'store.db');

/**
 * Opens `<dir>/store.db` for writing, made when missing. Several threads may do so at once.
 * @throws PipelineError `data_corrupt` when it is no database or of a newer version, `folder_unwritable`, `unavailable`
 */
export function openStoreDatabase(options: StoreDatabaseOptions): DatabaseSync {
  const db = openDataFile(storePath(options.dir));
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA page_size = ${PAGE_BYTES}`);
    db.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL');
    db.exec(`PRAGMA synchronous = ${options.durability === 'full' ? 'FULL' : 'NORMAL'}`);
    createSchema(db, { name: 'store', version: SCHEMA_VERSION, sql: SCHEMA });
    db.exec(`PRAGMA journal_size_limit = ${WAL_KEPT_BYTES}; PRAGMA cache_size = -4000`);
    limitBytes(db, options.maxBytes, PAGE_BYTES);
    return db;
  } catch (error) {
    db.close();
    throw toPipelineError(error);
  }
}

/** Opens the same file for reading; it must exist. */
export function openStoreReader(dir: string): DatabaseSync {
  const db = new DatabaseSync(storePath(dir), { readOnly: true });
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA cache_size = -4000`);
  return db;
}
