import type { Clock } from '../../core/clock.ts';

/** A clock that stands still until it is told to move. */
export interface FakeClock extends Clock {
  /** How many `sleep` calls have not ended. */
  sleeping(): number;
  /** Moves time on by `ms`, ending every sleep that is due on the way at its own moment and letting its work run before the next. */
  advance(ms: number): Promise<void>;
  /**
   * Moves from wake-up to wake-up until the condition holds; work on real sockets or files is given real time to finish before each move.
   * @throws Error when it still does not hold after `limitMs` of fake time, or nothing sleeps and nothing happens for 5 s of real time.
   */
  advanceUntil(condition: () => boolean | Promise<boolean>, limitMs?: number): Promise<void>;
}

interface Sleeper {
  at: number;
  wake: () => void;
}

const SETTLE_TURNS = 8;
const REAL_PATIENCE_MS = 5_000;

/** Starts at `startMs`, epoch ms (default 2026-11-20T08:00:00Z). */
export function createFakeClock(startMs = Date.UTC(2026, 10, 20, 8)): FakeClock {
  let now = startMs;
  const sleepers = new Set<Sleeper>();

  const nextDue = (limit: number): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) if (sleeper.at <= limit && (!first || sleeper.at < first.at)) first = sleeper;
    return first;
  };
  const wake = (sleeper: Sleeper) => {
    now = Math.max(now, sleeper.at);
    sleeper.wake();
  };
  const sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal?.aborted) return resolve();
      const finish = () => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const sleeper: Sleeper = { at: now + Math.max(ms, 0), wake: finish };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', finish, { once: true });
    });

  const advance = async (ms: number) => {
    const end = now + ms;
    await settle();
    for (let sleeper = nextDue(end); sleeper; sleeper = nextDue(end)) {
      wake(sleeper);
      await settle();
    }
    now = Math.max(now, end);
    await settle();
  };
  const advanceUntil = async (condition: () => boolean | Promise<boolean>, limitMs = 48 * 3_600_000) => {
    const end = now + limitMs;
    let idleSince = performance.now();
    while (!(await condition())) {
      await realPause();
      if (await condition()) return;
      const sleeper = nextDue(end);
      if (sleeper) {
        wake(sleeper);
        idleSince = performance.now();
        await settle();
      } else if (sleepers.size > 0 || performance.now() - idleSince > REAL_PATIENCE_MS) {
        throw new Error(`The condition does not hold at ${new Date(now).toISOString()}, ${sleepers.size} asleep`);
      }
    }
  };
  return { now: () => now, sleep, sleeping: () => sleepers.size, advance, advanceUntil };
}

/** Lets promise chains and callbacks that are ready run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A few milliseconds in which sockets and files can answer. */
function realPause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
