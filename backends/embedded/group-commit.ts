import type { DatabaseSync } from 'node:sqlite';
import { commitGroup, type Pending } from './commit-group.ts';

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

/** So that a rush does not hold the event loop for long. */
const MAX_GROUP = 64;

export function createGroupCommit(db: DatabaseSync): GroupCommit {
  const queue: Pending[] = [];

  const settle = (group: readonly Pending[]): void => {
    for (const alone of commitGroup(db, group)) settle([alone]);
  };
  const next = (): void => {
    if (queue.length === 0) return;
    settle(queue.splice(0, MAX_GROUP));
    if (queue.length > 0) setImmediate(next);
  };
  const write = (work: () => unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (queue.length === 0) setImmediate(next);
      queue.push({ run: work, resolve, reject });
    });
  return {
    write: write as GroupCommit['write'],
    flush() {
      while (queue.length > 0) settle(queue.splice(0, MAX_GROUP));
    },
  };
}
