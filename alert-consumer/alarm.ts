import type { Clock } from '../core/clock.ts';

/** A rest that somebody else can end. */
export interface Alarm {
  /** Ends after so long, or when `ring` is called; without a time only then. */
  rest(ms?: number): Promise<void>;
  ring(): void;
}

export function createAlarm(clock: Clock): Alarm {
  let bell = new AbortController();
  return {
    rest(ms) {
      const { signal } = bell;
      if (ms !== undefined) return clock.sleep(ms, signal);
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
    ring() {
      bell.abort();
      bell = new AbortController();
    },
  };
}
