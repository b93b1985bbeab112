import type { z } from 'zod';

/** One thing that is wrong with a value. */
export interface Fault {
  /** Where in the value; empty: the value itself. */
  path: readonly PropertyKey[];
  message: string;
  details?: Record<string, unknown> | undefined;
}

/** What a schema found wrong, in its order; the path of a key that is not known ends with that key. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue): Fault[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: 'not known here' }))
      : [{ path: issue.path, message: issue.message }],
  );
}

/** `condition.op: expected …` */
export function wordFault({ path, message }: Fault): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
