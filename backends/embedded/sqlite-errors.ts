import { PipelineError } from '../../core/errors.ts';

/** Primary result codes, https://www.sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;
/** Extended codes: a write or a growth that the system refused. So a quota is told, and a limit on file sizes. */
const REFUSED_WRITES: ReadonlySet<number> = new Set([10 | (3 << 8), 10 | (19 << 8)]);

function extendedCode(error: unknown): number | null {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode : null;
}

function resultCode(error: unknown): number | null {
  const code = extendedCode(error);
  return code === null ? null : code & 0xff;
}

/** Whether another connection holds the lock right now. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/** What SQLite said, as our error: `storage_full`, `data_corrupt`, else `unavailable`. Other errors come back as they are. */
export function toPipelineError(error: unknown): unknown {
  const code = resultCode(error);
  if (code === null) return error;
  if (code === FULL) return new PipelineError('storage_full', 'the data folder has no room left', { cause: error });
  const reason = (error as Error).message;
  if (REFUSED_WRITES.has(extendedCode(error) ?? 0)) {
    return new PipelineError('storage_full', `the data folder takes nothing more: ${reason}`, { cause: error });
  }
  if (code === CORRUPT || code === NOT_A_DATABASE) {
    return new PipelineError('data_corrupt', `the database is damaged: ${reason}`, { cause: error });
  }
  return new PipelineError('unavailable', `the database does not answer: ${reason}`, { cause: error });
}
