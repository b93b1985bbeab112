import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../../core/errors.ts';
import { commitGroup, failGroup, type Pending } from '../commit-group.ts';
import { isBusy } from '../sqlite-errors.ts';

/** Work for one transaction. */
export interface Write<T> {
  /** Called before the lock is taken: what is slow and needs no database. */
  prepare?(): void;
  /** Synchronous. A PipelineError thrown here fails this work alone, so throw it before anything is written. */
  run(): T;
}

/** Puts all work that arrives within a few milliseconds in one transaction, so that many small writes cost little more than one. */
export interface WriteQueue {
  /**
   * Resolves when the work is committed, in the order of the calls.
   * @throws PipelineError `storage_full` or `unavailable`; nothing of this work was written then.
   */
  write<T>(work: Write<T>): Promise<T>;
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>;
}

interface Item extends Pending {
  prepare(): void;
}

export interface WriteQueueOptions {
  db: DatabaseSync;
  /** Between the beginnings of two transactions while there is more than one writer, ms. */
  intervalMs: number;
  /** Give up after waiting so long for the lock, ms. */
  lockTimeoutMs: number;
}

/** So that a rush is written in several transactions with turns of the event loop between them. */
const MAX_ITEMS = 4;
const CLOSE_LOOK_MS = 2;
const LONG_WAIT_MS = 100;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

export function createWriteQueue({ db, intervalMs, lockTimeoutMs }: WriteQueueOptions): WriteQueue {
  const queue: Item[] = [];
  let active = false;
  let idle: (() => void)[] = [];

  const begin = async (): Promise<void> => {
    const since = performance.now();
    while (!tryBegin(db)) {
      const waitedMs = performance.now() - since;
      if (waitedMs > lockTimeoutMs) throw new PipelineError('unavailable', 'the database stayed locked');
      await pause(waitedMs > LONG_WAIT_MS ? 5 : 0);
    }
  };

  const settle = async (items: readonly Pending[]): Promise<void> => {
    try {
      await begin();
    } catch (error) {
      failGroup(items, error);
      return;
    }
    for (const alone of commitGroup(db, items)) await settle([alone]);
  };

  const pump = async (): Promise<void> => {
    while (queue.length > 0) {
      const began = performance.now();
      const items = queue.splice(0, MAX_ITEMS).filter(prepared);
      if (items.length > 0) await settle(items);
      // Who writes one thing after another is not to wait; where several write at once, waiting makes the groups larger.
      await pause(items.length > 1 && queue.length === 0 ? intervalMs - (performance.now() - began) : 0);
    }
    active = false;
    for (const resolve of idle) resolve();
    idle = [];
  };

  const write = (work: Write<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      queue.push({ run: () => work.run(), prepare: () => work.prepare?.(), resolve, reject });
      if (active) return;
      active = true;
      setImmediate(pump);
    });

  return {
    write: write as WriteQueue['write'],
    drained: () => (active ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve()),
  };
}

/**
 * Another thread holds the lock for a millisecond or so: too short for a timer, whose turn comes when the next one has it
 * again, so look closely for a moment. Longer than that the event loop must not stand still.
 */
function tryBegin(db: DatabaseSync): boolean {
  const until = performance.now() + CLOSE_LOOK_MS;
  for (;;) {
    try {
      db.exec('BEGIN IMMEDIATE');
      return true;
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
    if (performance.now() >= until) return false;
    Atomics.wait(sleeper, 0, 0, 0.1);
  }
}

function prepared({ prepare, reject }: Item): boolean {
  try {
    prepare();
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}

/** A turn of the event loop at least, so that what came in meanwhile joins the next transaction. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms >= 1) setTimeout(resolve, ms);
    else setImmediate(resolve);
  });
}
