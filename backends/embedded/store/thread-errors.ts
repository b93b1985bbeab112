import { type ErrorCode, PipelineError } from '../../../core/errors.ts';
import { toPipelineError } from '../sqlite-errors.ts';

/** A PipelineError as plain data, since threads cannot hand each other class instances. */
export interface PlainError {
  code: ErrorCode;
  message: string;
  details: Record<string, unknown> | undefined;
}

/** Any error becomes one; what is not ours and not the database's is `internal`. */
export function toPlainError(thrown: unknown): PlainError {
  const error = toPipelineError(thrown);
  if (error instanceof PipelineError) {
    const cause = error.cause instanceof Error ? { cause: error.cause.message } : {};
    return { code: error.code, message: error.message, details: { ...error.details, ...cause } };
  }
  return {
    code: 'internal',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    details: undefined,
  };
}

export function fromPlainError({ code, message, details }: PlainError): PipelineError {
  return new PipelineError(code, message, details ? { details } : {});
}
