import { setTimeout as pauseFor } from 'node:timers/promises';
import { isWorthAnotherTry, toPipelineError } from './errors.ts';

export interface RetryOptions {
  /** What is tried; completes "Kafka failed while …". */
  doing: string;
  /** After this no other try is begun, ms. */
  timeoutMs: number;
  /** The first pause; it doubles up to the longest. */
  firstPauseMs?: number;
  longestPauseMs?: number;
  /** Called before each further try: what was known of places may be wrong. */
  onFailure?(error: unknown): void;
  /** Whether the failure may pass by itself. */
  isTransient?(error: unknown): boolean;
  signal?: AbortSignal;
}

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/** Tries until it succeeds, the time is over, or the failure is one that stays. @throws PipelineError */
export async function retry<T>(options: RetryOptions, work: () => Promise<T>): Promise<T> {
  const { doing, timeoutMs, longestPauseMs = LONGEST_PAUSE_MS, isTransient = isWorthAnotherTry, signal } = options;
  const until = performance.now() + timeoutMs;
  let pauseMs = options.firstPauseMs ?? FIRST_PAUSE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted || !isTransient(error) || performance.now() + pauseMs > until) {
        throw toPipelineError(error, doing);
      }
      options.onFailure?.(error);
    }
    await pauseFor(pauseMs, undefined, { signal }).catch(() => {});
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}
