import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../core/errors.ts';
import { toPipelineError } from './bus/sqlite-errors.ts';

/** Writes that are asked for in one turn of the event loop share a transaction, and with it the fsync. */
export interface GroupCommit {
  /**
   * Runs the work inside a transaction, in the order of the calls. Resolves with its result once that is committed.
   * @throws PipelineError what the work throws before it writes anything: it fails alone; any other error: nothing of it was written.
   */
  write<T>(work: () => T): Promise<T>;
  /** Writes what still waits. */
  flush(): void;
}

interface Waiting {
  work: () => unknown;
  outcome?: { value: unknown } | { error: unknown };
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** So that a rush does not hold the event loop for long. */
const MAX_GROUP = 64;

export function createGroupCommit(db: DatabaseSync): GroupCommit {
  const queue: Waiting[] = [];

  const commit = (group: readonly Waiting[]): void => {
    db.exec('BEGIN IMMEDIATE');
    try {
      for (const waiting of group) runOne(waiting);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };
  const settle = (group: readonly Waiting[]): void => {
    try {
      commit(group);
    } catch (error) {
      if (group.length > 1) {
        // One that cannot be written must not take its neighbours with it.
        for (const waiting of group) settle([waiting]);
        return;
      }
      for (const waiting of group) waiting.outcome = { error: toPipelineError(error) };
    }
    for (const { outcome, resolve, reject } of group) {
      if (outcome && 'value' in outcome) resolve(outcome.value);
      else reject(outcome?.error);
    }
  };
  const next = (): void => {
    if (queue.length === 0) return;
    settle(queue.splice(0, MAX_GROUP));
    if (queue.length > 0) setImmediate(next);
  };
  const write = (work: () => unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (queue.length === 0) setImmediate(next);
      queue.push({ work, resolve, reject });
    });
  return {
    write: write as GroupCommit['write'],
    flush() {
      while (queue.length > 0) settle(queue.splice(0, MAX_GROUP));
    },
  };
}

function runOne(waiting: Waiting): void {
  try {
    waiting.outcome = { value: waiting.work() };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    waiting.outcome = { error };
  }
}
