import { PipelineError } from '../../core/errors.ts';

/** A parameter that cannot be taken as it is; the message begins with its name. */
export function invalidParameter(parameter: string, message: string): PipelineError {
  return new PipelineError('invalid_parameter', `${parameter}: ${message}`, { details: { parameter } });
}
