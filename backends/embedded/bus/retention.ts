import type { DatabaseSync } from 'node:sqlite';
import type { Logger } from '../../../core/logger.ts';
import type { Catalog, Slot } from './catalog.ts';
import type { Claims } from './claims.ts';
import type { MessageTable } from './message-table.ts';
import type { WriteQueue } from './write-queue.ts';

/** Small steps, so that nobody waits long for the lock. */
const BATCHES_PER_STEP = 64;
const PAGES_PER_STEP = 512;

export interface RetentionOptions {
  db: DatabaseSync;
  catalog: Catalog;
  table: MessageTable;
  claims: Claims;
  queue: WriteQueue;
  logger: Logger;
}

/** Deletes whole batches that are older than their topic allows, read or not, and gives the space back. Resolves with the number of messages. */
export async function dropExpired(options: RetentionOptions, now: number): Promise<number> {
  const { catalog, db, queue } = options;
  let total = 0;
  for (const topic of catalog.topics()) {
    if (topic.compacted) continue;
    for (const slot of topic.slots) total += await dropFromSlot(options, slot, now - topic.retentionMs);
  }
  if (total > 0) await giveBack(db, queue);
  return total;
}

async function dropFromSlot(
  { table, queue, claims, logger }: RetentionOptions,
  slot: Slot,
  before: number,
): Promise<number> {
  let total = 0;
  for (let more = true; more; ) {
    const step = await queue.write({ run: () => table.dropBatches(slot, before, BATCHES_PER_STEP) });
    total += step.dropped;
    more = step.more;
  }
  if (total === 0) return 0;
  const begin = table.beginOffset(slot);
  for (const { group, nextOffset } of claims.committed(slot)) {
    if (nextOffset >= begin) continue;
    const place = { topic: slot.topic.name, partition: slot.partition, group };
    logger.error('retention removed messages that a group had not read', { ...place, from: nextOffset, to: begin - 1 });
  }
  return total;
}

async function giveBack(db: DatabaseSync, queue: WriteQueue): Promise<void> {
  const count = db.prepare('PRAGMA freelist_count');
  const free = (): number => Number(count.get()?.freelist_count);
  for (let left = free(); left > 0; ) {
    // The step runs to its end only when every row is fetched.
    await queue.write({ run: () => db.prepare(`PRAGMA incremental_vacuum(${PAGES_PER_STEP})`).all() });
    const now = free();
    if (now >= left) return;
    left = now;
  }
}
