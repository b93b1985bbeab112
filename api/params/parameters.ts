import { unknownName } from '../../core/schema-faults.ts';
import { invalidParameter } from './invalid-parameter.ts';

/** The parameters of a request by name. @throws PipelineError `invalid_parameter` for one that is not among the known, or is given twice */
export function readParameters(given: URLSearchParams, known: readonly string[]): Record<string, string> {
  const read = new Map<string, string>();
  for (const [name, value] of given) {
    if (!known.includes(name)) throw invalidParameter(name, unknownName(name, known));
    if (read.has(name)) throw invalidParameter(name, 'given more than once');
    read.set(name, value);
  }
  return Object.fromEntries(read);
}
