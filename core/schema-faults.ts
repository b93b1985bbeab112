import type { z } from 'zod';
import { nearestName } from './nearest-name.ts';

/** One thing that is wrong with a value. */
export interface Fault {
  /** Where in the value; empty: the value itself. */
  path: readonly PropertyKey[];
  message: string;
  details?: Record<string, unknown> | undefined;
}

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const KINDS: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
  undefined: 'is not expected here',
};
const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

function wordLimit(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const unit = UNITS[issue.origin];
  const verb = unit === undefined ? 'be' : 'have';
  if (issue.code === 'too_big') {
    return `must ${verb} ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unit ?? ''}`;
  }
  if (unit !== undefined && Number(issue.minimum) === 1) return 'must not be empty';
  return `must ${verb} ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unit ?? ''}`;
}

const wordChoice = (values: readonly unknown[]): string =>
  values.length === 1 ? `must be ${String(values[0])}` : `must be one of ${values.join(', ')}`;

/** What a person is told of an issue that its schema has no words for. */
function wordIssue(issue: Issue): string {
  if (issue.input === undefined && issue.code.startsWith('invalid_')) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? 'is of the wrong kind';
    case 'too_small':
    case 'too_big':
      return wordLimit(issue);
    case 'invalid_value':
      return wordChoice(issue.values);
    case 'invalid_union':
      return isMissing(issue) ? 'is missing' : wordChoice((issue.options as readonly unknown[] | undefined) ?? []);
    default:
      return 'is not of the form that is expected here';
  }
}

/** Whether the key that says which of several kinds a value is of is not there. */
function isMissing({ input, discriminator }: Issue): boolean {
  return typeof discriminator === 'string' && (input as Record<string, unknown> | null)?.[discriminator] === undefined;
}

/** A key that is not known, and the known one that was most likely meant. */
export function unknownName(name: string, known: Iterable<string>): string {
  const near = nearestName(name, known);
  return near === undefined ? 'not known here' : `not known here; did you mean ${near}?`;
}

/** The keys of the object that a schema describes. */
function keysOf(schema: z.ZodType): string[] {
  return 'shape' in schema ? Object.keys(schema.shape as object) : [];
}

function faultsOf(error: z.ZodError, schema: z.ZodType): Fault[] {
  return error.issues.flatMap((issue): Fault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
    const known = issue.path.length === 0 ? keysOf(schema) : [];
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownName(key, known) }));
  });
}

/** The value as a schema converts it, or all that is wrong with it, worded for people, in the schema's order. The path of a key that is not known ends with that key. */
export function checkValue<T extends z.ZodType>(
  schema: T,
  value: unknown,
): { data: z.output<T> } | { faults: [Fault, ...Fault[]] } {
  const result = schema.safeParse(value, { error: wordIssue });
  if (result.success) return { data: result.data };
  const [first = { path: [], message: 'is not of the form that is expected here' }, ...more] = faultsOf(
    result.error,
    schema,
  );
  return { faults: [first, ...more] };
}

/** `condition.op: must be one of …` */
export function wordFault({ path, message }: Fault): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
