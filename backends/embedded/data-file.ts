import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../core/errors.ts';
import { folderUnwritable, makeDataFolder } from './data-folder.ts';

/** A check reads the whole file; beyond this size it would hold up the start, and whatever is read has a checksum of its own. */
const CHECK_LIMIT_BYTES = 1024 * 1024 * 1024;

/** Opens the file, made with its folder when missing. @throws PipelineError `folder_unwritable` */
export function openDataFile(path: string): DatabaseSync {
  const dir = dirname(path);
  try {
    makeDataFolder(dir);
    return new DatabaseSync(path);
  } catch (cause) {
    throw folderUnwritable(dir, cause);
  }
}

/** Makes what is missing of the tables. @throws PipelineError `data_corrupt` when the file is of a newer version */
export function createSchema(
  db: DatabaseSync,
  { name, version, sql }: { name: string; version: number; sql: string },
): void {
  db.exec('BEGIN IMMEDIATE');
  const found = Number(Object.values(db.prepare('PRAGMA user_version').get() ?? {})[0]);
  if (found > version) {
    throw new PipelineError('data_corrupt', `the ${name} was written by a newer version (format ${found})`);
  }
  db.exec(sql);
  db.exec(`PRAGMA user_version = ${version}; COMMIT`);
}

/** The file never grows beyond this; a write that would is `storage_full`. */
export function limitBytes(db: DatabaseSync, maxBytes: number | undefined, pageBytes: number): void {
  if (maxBytes !== undefined) db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageBytes))}`);
}

/** What SQLite's own check finds wrong with the file, the first few; nothing for a sound one, or one too large to check. */
export function findFaults(db: DatabaseSync, path: string): string[] {
  if (statSync(path).size > CHECK_LIMIT_BYTES) return [];
  const found = db.prepare('PRAGMA quick_check(5)').all();
  return found.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok');
}
