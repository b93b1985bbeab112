import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 30_000;
const POLL_MS = 10;

/**
 * Asks until there is an answer other than null, and resolves with it: for what can only be asked for, not listened to.
 * @throws Error that says what did not come within `patienceMs` (default 30 s)
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null> | T | null,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > giveUpAt) throw new Error(`${what}: did not come within ${patienceMs} ms`);
    await pause(POLL_MS);
  }
}
