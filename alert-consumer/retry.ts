export interface RetrySettings {
  /** The pause after the first failure is between this and twice as long. */
  firstDelayMs: number;
  longestDelayMs: number;
  /** After so long without success an alert is given up on that channel. */
  giveUpAfterMs: number;
}

/** The pause after the n-th failure in a row (from 1): doubling up to the longest, of which a random half, so that many do not come back at once. */
export function retryDelayMs(failures: number, settings: RetrySettings, random: () => number): number {
  const full = Math.min(settings.firstDelayMs * 2 ** Math.min(failures, 30), settings.longestDelayMs);
  return full / 2 + (full / 2) * random();
}

/** Whether what was first tried then has had its time. */
export function isExpired(firstTriedAt: number | null, now: number, settings: RetrySettings): boolean {
  return firstTriedAt !== null && now - firstTriedAt >= settings.giveUpAfterMs;
}
