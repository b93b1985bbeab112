import { z } from 'zod';
import { ANOMALY_SEVERITIES, CATEGORIES, LEVELS } from '../../core/record.ts';
import { named, time } from './components.ts';

const text = z.string().optional();

/** A finished log, as every route serves it. */
export const logRecord = named(
  'LogRecord',
  z.strictObject({
    id: z.string().describe('Opaque and unique.'),
    timestamp: time,
    received_at: time,
    processed_at: time,
    level: z.enum(LEVELS),
    service: z.string(),
    message: z.string(),
    host: text,
    environment: text,
    endpoint: text,
    method: text,
    user_id: text,
    request_id: text,
    trace_id: text,
    span_id: text,
    ip_address: text,
    user_agent: text,
    status_code: z.number().int().optional(),
    response_time: z.number().optional().describe('Milliseconds.'),
    attributes: z.record(z.string(), z.unknown()),
    raw: text.describe('The line as it came, where it was text.'),
    format: text.describe('The parser that read the line.'),
    category: z.enum(CATEGORIES),
    category_confidence: z.number().min(0).max(1),
    model_version: z.string(),
    pattern_id: text,
    anomaly_score: z.number().min(0).max(1).optional(),
    anomaly_severity: z.enum(ANOMALY_SEVERITIES).optional(),
  }),
);

export const total = z.strictObject({ value: z.number().int(), relation: z.enum(['eq', 'gte']) });

/** A record's id in a path. */
export const idParameter = z.strictObject({ id: z.string().min(1).max(200) });
