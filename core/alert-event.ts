import { z } from 'zod';
import { ALERT_SEVERITIES, type AlertEvent } from './alert.ts';
import { PipelineError } from './errors.ts';
import { CATEGORIES } from './record.ts';
import { checkValue, wordFault } from './schema-faults.ts';
import { parseTime } from './time.ts';

const text = z.string();
const time = z.string().refine((given) => Number.isFinite(parseTime(given)), { error: 'is no time' });

/** An event of the `alerts` topic; what else stands in it is not looked at. */
const alertEventSchema = z.object({
  id: z.string().min(1).max(200),
  type: z.enum(['firing', 'resolved']),
  rule: text,
  description: text,
  severity: z.enum(ALERT_SEVERITIES),
  group: z.record(text, text),
  service: text.nullable(),
  category: z.enum(CATEGORIES).nullable(),
  query: text,
  condition: text,
  value: z.number(),
  threshold: z.number(),
  unit: z.enum(['logs', 'logs/s', 'ratio', 'values', 'ms']),
  started_at: time,
  ended_at: time.nullable(),
  window: z.object({ from: time, to: time }),
  samples: z.array(z.object({ id: text, timestamp: text, level: text, service: text, message: text })),
}) satisfies z.ZodType<AlertEvent>;

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch (cause) {
    throw new PipelineError('decode_failed', 'the alert event is not JSON', { cause });
  }
}

/** The event that a message of the `alerts` topic holds, as it stands there. @throws PipelineError `decode_failed` that names the field. */
export function readAlertEvent(value: Buffer): AlertEvent {
  const event = parseJson(value);
  const checked = checkValue(alertEventSchema, event);
  if ('data' in checked) return event as AlertEvent;
  const [fault] = checked.faults;
  const field = fault.path[0];
  throw new PipelineError('decode_failed', `the alert event cannot be used: ${wordFault(fault)}`, {
    details: field === undefined ? {} : { field: String(field) },
  });
}
