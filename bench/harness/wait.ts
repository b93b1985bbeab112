import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again every `everyMs` until the answer is not null.
 * @throws Error naming `what` after `timeoutMs`
 */
export async function waitFor<T>(
  what: string,
  timeoutMs: number,
  everyMs: number,
  ask: () => Promise<T | null> | T | null,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1_000} s`);
    await sleep(everyMs);
  }
}

export interface Pace {
  perSecond: number;
  durationMs: number;
  /** Ends it before that. */
  isOver?(): boolean;
  /** Gets its number and the time at which it should have been called, of `performance.now()`. Is not waited for. */
  act(index: number, intendedAt: number): Promise<void>;
}

/**
 * An open loop: calls at a fixed rate however slow earlier ones are; a timer that is late is caught up with at once.
 * Resolves when all are finished.
 * @throws what the first failed call threw
 */
export async function keepPace({ perSecond, durationMs, isOver = () => false, act }: Pace): Promise<void> {
  const begin = performance.now();
  const calls = Math.round((durationMs / 1_000) * perSecond);
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let index = 0;
  while (index < calls && failures.length === 0 && !isOver()) {
    const due = begin + (index / perSecond) * 1_000;
    if (performance.now() < due) {
      await sleep(1);
      continue;
    }
    const call = act(index++, due)
      .catch((error) => void failures.push(error))
      .finally(() => running.delete(call));
    running.add(call);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
