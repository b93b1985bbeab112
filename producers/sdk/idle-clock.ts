import type { Clock } from '../../core/clock.ts';

/** The machine's own time; what only sleeps does not keep the process from ending. */
export const idleClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, Math.max(ms, 0)).unref();
      signal?.addEventListener('abort', finish, { once: true });
    }),
};
