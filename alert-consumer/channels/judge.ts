import type { SendOutcome } from '../../core/channel.ts';
import { readRetryAfter } from '../../core/retry-after.ts';
import type { PostResult } from './post.ts';

const LONGEST_WAIT_MS = 3_600_000;

/** What the status code of an answer means for the message; `detail` is the other side's own word for it, free of secrets. */
export function judgeAnswer(result: PostResult, detail = ''): SendOutcome {
  if (result.kind === 'not-sent') return { status: 'retry', afterMs: 0, reason: result.reason };
  if (result.kind === 'unknown') return { status: 'unknown', reason: result.reason };
  const { status } = result;
  const reason = detail === '' ? `HTTP ${status}` : `HTTP ${status} ${detail}`;
  if (status >= 200 && status < 300) return { status: 'delivered' };
  // A gateway in between gave up on the one behind it, who may have taken the message.
  if (status === 502 || status === 504) return { status: 'unknown', reason };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    // a date is measured from the answer's own, whatever our clock says
    const wait = readRetryAfter(result.headers['retry-after'], Date.parse(result.headers.date ?? ''));
    return { status: 'retry', afterMs: clampWait(wait ?? 0), reason };
  }
  return { status: 'refused', reason };
}

/** A wait as somebody else asks for it: never negative, never more than an hour, 0 when it is no number. */
export function clampWait(ms: number): number {
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : 0;
}
