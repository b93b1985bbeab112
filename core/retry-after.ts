import type { PipelineError } from './errors.ts';

/** A full disk is not emptied within a second; everything else may be over by then. */
const FULL_S = 30;

/** What `Retry-After` (RFC 9110 §10.2.3) says beside this error, in whole seconds; null when trying again is of no use. */
export function retryAfterS(error: PipelineError): number | null {
  if (!error.retryable) return null;
  return error.code === 'storage_full' ? FULL_S : 1;
}

/**
 * The wait in ms that a `Retry-After` asks for, in seconds or as a date measured from `nowMs`. Never negative; null
 * without one, or when it is neither.
 */
export function readRetryAfter(text: string | null | undefined, nowMs: number): number | null {
  if (text === null || text === undefined) return null;
  const ms = /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
