import { type ErrorCode, PipelineError } from './errors.ts';

/** What every HTTP answer that is an error looks like. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; details?: Record<string, unknown> };
  request_id: string;
}

/** The same error as a PipelineError; whatever is none becomes `internal`, with the cause kept for our own log and no word of it for the client. */
export function toPipelineError(error: unknown): PipelineError {
  if (error instanceof PipelineError) return error;
  return new PipelineError('internal', 'something went wrong on our side', { cause: error });
}

/** The body that tells a client of an error: code, message and details of a PipelineError; never a stack trace. Its status is `toPipelineError(error).status`. */
export function errorBody(error: unknown, requestId: string): ErrorBody {
  const { code, message, details } = toPipelineError(error);
  return { error: details === undefined ? { code, message } : { code, message, details }, request_id: requestId };
}
