import type { Clock } from './clock.ts';

/** Lets work through at so much a second. */
export interface SteadyRate {
  /** How much should go at once, so that a second has several steps; at least 1. */
  readonly step: number;
  /** Resolves when so much more may go: at once the first time. */
  take(count: number): Promise<void>;
}

const STEPS_A_SECOND = 4;

/** @param perSecond above 0; Infinity: no limit */
export function createSteadyRate(perSecond: number, clock: Clock): SteadyRate {
  let free = Number.NEGATIVE_INFINITY;
  return {
    step: Math.max(1, Math.floor(perSecond / STEPS_A_SECOND)),
    async take(count) {
      const now = clock.now();
      if (free > now) await clock.sleep(free - now);
      free = Math.max(free, now) + (count / perSecond) * 1_000;
    },
  };
}
