import { ALERT_SEVERITIES, type AlertEvent } from '../core/alert.ts';
import { PipelineError } from '../core/errors.ts';
import { CATEGORIES } from '../core/record.ts';
import { parseTime } from '../core/time.ts';

const UNITS: readonly AlertEvent['unit'][] = ['logs', 'logs/s', 'ratio', 'values', 'ms'];

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number';
const isTime: Check = (value) => typeof value === 'string' && Number.isFinite(parseTime(value));
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const among =
  (values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const withFields =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));

const FIELDS: Readonly<Record<keyof AlertEvent, Check>> = {
  id: (value) => typeof value === 'string' && value.length > 0 && value.length <= 200,
  type: among(['firing', 'resolved']),
  rule: isText,
  description: isText,
  severity: among(ALERT_SEVERITIES),
  group: (value) => isObject(value) && Object.values(value as object).every(isText),
  service: orNull(isText),
  category: orNull(among(CATEGORIES)),
  query: isText,
  condition: isText,
  value: isNumber,
  threshold: isNumber,
  unit: among(UNITS),
  started_at: isTime,
  ended_at: orNull(isTime),
  window: withFields({ from: isTime, to: isTime }),
  samples: (value) =>
    Array.isArray(value) &&
    value.every(withFields({ id: isText, timestamp: isText, level: isText, service: isText, message: isText })),
};

/** The event that a message of the `alerts` topic holds. @throws PipelineError `decode_failed` that names the field. */
export function decodeAlertEvent(value: Buffer): AlertEvent {
  let event: unknown;
  try {
    event = JSON.parse(value.toString('utf8'));
  } catch (cause) {
    throw new PipelineError('decode_failed', 'The alert event is not JSON.', { cause });
  }
  if (!isObject(event)) throw new PipelineError('decode_failed', 'The alert event is not an object.');
  for (const [name, check] of Object.entries(FIELDS)) {
    if (check((event as Record<string, unknown>)[name])) continue;
    throw new PipelineError('decode_failed', `The alert event has no usable "${name}".`, { details: { field: name } });
  }
  return event as AlertEvent;
}
