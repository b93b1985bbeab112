import { FIELD } from './field-names.ts';
import { hasUnit, readField, readResponseTime, readService, readStatusCode } from './field-values.ts';
import { readLevel } from './level.ts';
import { readTimestamp } from './timestamp.ts';

/** Below it a number beside a log is a duration or a count, not a time: 1973 in seconds. */
const LEAST_EPOCH = 1e8;
const NEEDS_METHOD = new Set(['route', 'path', 'uri', 'url']);
const NEEDS_UNIT = new Set(['duration', 'latency', 'elapsed']);

/** Bunyan's `name` is that of a service, anybody else's need not be. */
export function namesService(key: string, input: Readonly<Record<string, unknown>>): boolean {
  return key !== 'name' || Object.hasOwn(input, 'hostname');
}

/** Where a record stands when one of its other names is judged. */
export interface Surroundings {
  input: Readonly<Record<string, unknown>>;
  hasMethod: boolean;
}

/** Names such as `time`, `name` or `status` mean other things elsewhere: whether the value makes sense in the field. */
export function fitsField(field: number, key: string, value: unknown, { input, hasMethod }: Surroundings): boolean {
  switch (field) {
    case FIELD.timestamp:
      return readTimestamp(value) !== null && !(Math.abs(Number(value)) < LEAST_EPOCH);
    case FIELD.level:
      return readLevel(value) !== null && (key !== 's' || typeof value === 'string');
    case FIELD.service:
      return readService(value) !== null && namesService(key, input);
    case FIELD.message:
      return typeof value === 'string';
    case FIELD.status_code:
      return (readStatusCode(value) ?? 999) <= 599;
    case FIELD.response_time:
      return readResponseTime(value) !== null && (!NEEDS_UNIT.has(key) || hasUnit(value));
    default:
      if (NEEDS_METHOD.has(key) && !hasMethod) return false;
      return readField(value) !== null;
  }
}
