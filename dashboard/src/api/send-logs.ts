import { bytesOf } from '../lib/upload/log-bodies.ts';
import type { Rejected, SendLogs, SendOutcome } from '../lib/upload/send-outcome.ts';
import { ApiError, sendBytes, withParameters } from './request.ts';

/** Longer than the server keeps a request of any kind. */
const ANSWER_TIMEOUT_MS = 60_000;
/** Of the server, or of a proxy before it that keeps others away in its name. */
const NOT_NOW: readonly number[] = [429, 503];
/** Of a proxy that does not know what became of what it passed on. */
const NO_ANSWER: readonly number[] = [0, 502, 504];

function outcomeOf(error: ApiError): SendOutcome {
  const { status, code, message, details, retryAfterMs } = error;
  if (Array.isArray(details.rejected)) return { kind: 'taken', rejected: details.rejected as Rejected[] };
  if (NOT_NOW.includes(status)) return { kind: 'later', message, waitMs: retryAfterMs };
  if (NO_ANSWER.includes(status) || code === 'bad_answer') return { kind: 'unknown', message };
  return status === 413 ? { kind: 'too large', code, message } : { kind: 'refused', status, message };
}

/** Sends to the server of this page; logs that name no service get this one, if any. */
export function createSendLogs(service: string): SendLogs {
  const path = withParameters('/api/v1/logs', { service });
  return async (body, signal) => {
    const type = body.shape === 'text' ? 'text/plain' : 'application/x-ndjson';
    const limited = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    try {
      const { rejected } = await sendBytes<{ rejected: Rejected[] }>(path, bytesOf(body), type, limited);
      return { kind: 'taken', rejected };
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof ApiError) return outcomeOf(error);
      return { kind: 'unknown', message: 'The server did not answer in time.' };
    }
  };
}
