import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

const LOOK_EVERY_MS = 250;
const WAL_LIMIT_BYTES = 32 * 1024 * 1024;
const WAIT_MS = 50;

/**
 * Keeps the write-ahead log bounded while several threads write without a pause. SQLite's own checkpoints then never catch
 * up with the last commit, so its file is never begun anew; now and then one has to insist. The function ends it.
 */
export function startCheckpoints(db: DatabaseSync, dir: string): () => void {
  const wal = join(dir, 'bus.db-wal');
  const checkpoint = (): void => {
    const size = statSync(wal, { throwIfNoEntry: false })?.size ?? 0;
    if (size < WAL_LIMIT_BYTES || db.isTransaction) return;
    db.exec(`PRAGMA busy_timeout = ${WAIT_MS}`);
    try {
      db.exec('PRAGMA wal_checkpoint(RESTART)');
    } finally {
      db.exec('PRAGMA busy_timeout = 0');
    }
  };
  const timer = setInterval(() => {
    try {
      checkpoint();
    } catch {
      // A full or broken disk, or a busy writer: commits report the first, and the next look tries again.
    }
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
