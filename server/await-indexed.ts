import type { Clock } from '../core/clock.ts';
import type { LogStore } from '../core/log-store.ts';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 200;
/** How many records are asked for at once. */
const CHUNK = 500;

/** Waits until all of these records can be found; false when the deadline (epoch ms) comes first. */
export type AwaitIndexed = (ids: readonly string[], deadline: number) => Promise<boolean>;

/**
 * Asks for one chunk until it is there whole, then for the next: every record is found once, and while there is nothing new a look
 * costs no more than a chunk, however many wait. That the last is there would not do: dead letters leave holes before it.
 */
export function createAwaitIndexed(store: Pick<LogStore, 'get'>, clock: Clock): AwaitIndexed {
  return async (ids, deadline) => {
    let pause = FIRST_PAUSE_MS;
    for (let start = 0; start < ids.length; start += CHUNK) {
      let missing = ids.slice(start, start + CHUNK);
      for (;;) {
        const found = new Set((await store.get(missing)).map((record) => record.id));
        missing = missing.filter((id) => !found.has(id));
        if (missing.length === 0) break;
        const left = deadline - clock.now();
        if (left <= 0) return false;
        await clock.sleep(Math.min(pause, left));
        pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
      }
    }
    return true;
  };
}
