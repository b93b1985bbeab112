/** Time, and a way to wait for it. Handed in wherever something paces or retries, so that a test can move time itself. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Resolves after `ms`, or as soon as the signal is aborted; never rejects. Zero or less still gives way to other work. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What `setTimeout` takes; more would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function createSystemClock(keepsProcessAlive: boolean): Clock {
  return {
    now: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const finish = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
        if (!keepsProcessAlive) timer.unref();
        signal?.addEventListener('abort', finish, { once: true });
      }),
  };
}

/** The machine's own time. */
export const systemClock: Clock = createSystemClock(true);

/** The machine's own time; what only sleeps does not keep the process from ending. */
export const idleClock: Clock = createSystemClock(false);
