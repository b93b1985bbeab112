import type { LogBody } from './log-bodies.ts';

/** Why one log was not taken. */
export interface Rejected {
  /** Place among those that were sent, from 0. */
  index: number;
  code: string;
  message: string;
}

/**
 * What became of logs that were sent together.
 * `taken`: all but the named ones are durable. `later`: none was taken, and the same may be sent again.
 * `unknown`: no answer came, so all may have been taken, or none. `too large`: none was taken, fewer may be.
 * `refused`: none was taken, and sending again is of no use.
 */
export type SendOutcome =
  | { kind: 'taken'; rejected: readonly Rejected[] }
  | { kind: 'later'; message: string; waitMs: number | null }
  | { kind: 'unknown'; message: string }
  | { kind: 'too large'; code: string; message: string }
  | { kind: 'refused'; status: number; message: string };

/** Sends logs once. Rejects only when it was aborted. */
export type SendLogs = (body: LogBody, signal: AbortSignal) => Promise<SendOutcome>;
