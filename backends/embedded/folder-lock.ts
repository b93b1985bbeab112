import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../core/errors.ts';
import { folderUnwritable, makeDataFolder } from './data-folder.ts';
import { isBusy } from './sqlite-errors.ts';

/** Proof that this process owns the folder. */
export interface FolderLock {
  /** Lets another process have it. Idempotent. */
  release(): Promise<void>;
}

/**
 * Takes the folder for this process, made when missing. The lock is the operating system's (a transaction that stays open
 * on `lock.db`), so it ends with the process, however that ends; the file beside it only says who holds it.
 * @throws PipelineError `folder_locked` with the owner's pid, `folder_unwritable`
 */
export async function lockFolder(dir: string): Promise<FolderLock> {
  const ownerFile = join(dir, 'lock.pid');
  const db = openLock(dir);
  try {
    db.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (!isBusy(cause)) throw folderUnwritable(dir, cause);
    const pid = readOwner(ownerFile);
    const owner = pid === null ? 'another process' : `process ${pid}`;
    throw new PipelineError('folder_locked', `the data folder ${dir} is in use by ${owner}`, {
      cause,
      details: { dir, pid },
    });
  }
  try {
    writeFileSync(ownerFile, `${process.pid}\n`);
  } catch (cause) {
    db.close();
    throw folderUnwritable(dir, cause);
  }
  return {
    async release() {
      if (!db.isOpen) return;
      rmSync(ownerFile, { force: true });
      db.close();
    },
  };
}

function openLock(dir: string): DatabaseSync {
  try {
    makeDataFolder(dir);
    return new DatabaseSync(join(dir, 'lock.db'));
  } catch (cause) {
    throw folderUnwritable(dir, cause);
  }
}

function readOwner(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isNaN(pid) ? null : pid;
  } catch {
    return null;
  }
}
