import { PipelineError } from '../errors.ts';

/** A wrong query. `at` is the index in the text; the message and `details.column` count from 1, in UTF-16 units. */
export function syntaxError(message: string, at: number): PipelineError {
  const column = at + 1;
  return new PipelineError('query_syntax', `${message} at column ${column}`, { details: { column } });
}
