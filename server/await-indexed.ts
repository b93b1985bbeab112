import type { Clock } from '../core/clock.ts';
import type { LogStore } from '../core/log-store.ts';

const POLL_MS = 20;

/** Waits until all of these records can be found; false when the deadline (epoch ms) comes first. */
export type AwaitIndexed = (ids: readonly string[], deadline: number) => Promise<boolean>;

export function createAwaitIndexed(store: Pick<LogStore, 'get'>, clock: Clock): AwaitIndexed {
  return async (ids, deadline) => {
    let missing = ids;
    for (;;) {
      const found = new Set((await store.get(missing)).map((record) => record.id));
      missing = missing.filter((id) => !found.has(id));
      if (missing.length === 0) return true;
      if (clock.now() >= deadline) return false;
      await clock.sleep(POLL_MS);
    }
  };
}
