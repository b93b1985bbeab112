import { z } from 'zod';
import { ALERT_SEVERITIES, ALERT_STATUSES } from '../../core/alert.ts';
import { alertRuleSchema, RULE_ORIGINS } from '../../core/alert-rule.ts';
import { CATEGORIES } from '../../core/record.ts';
import { named, time } from './components.ts';

const sample = z.strictObject({
  id: z.string(),
  timestamp: time,
  level: z.string(),
  service: z.string(),
  message: z.string(),
});

const notification = z.strictObject({
  channel: z.string(),
  type: z.enum(['firing', 'resolved']),
  at: time,
  status: z.enum(['delivered', 'refused', 'retrying', 'unknown']),
  detail: z.string().optional(),
});

const timelineEntry = z.strictObject({
  at: time,
  action: z.enum(['opened', 'acknowledged', 'resolved', 'assigned', 'commented', 'notified']),
  by: z.string(),
  text: z.string().optional(),
});

/** An alert with all that is known of it. */
export const alert = named(
  'Alert',
  z.strictObject({
    id: z.string(),
    rule: z.string(),
    description: z.string(),
    severity: z.enum(ALERT_SEVERITIES),
    status: z.enum(ALERT_STATUSES),
    group: z.record(z.string(), z.string()),
    service: z.string().nullable(),
    category: z.enum(CATEGORIES).nullable(),
    query: z.string().describe('Finds the logs that the alert is about.'),
    condition: z.string(),
    value: z.number(),
    threshold: z.number(),
    unit: z.enum(['logs', 'logs/s', 'ratio', 'values', 'ms']),
    started_at: time,
    ended_at: time.nullable(),
    assignee: z.string().nullable(),
    sample_log_ids: z.array(z.string()),
    samples: z.array(sample),
    notifications: z.array(notification),
    timeline: z.array(timelineEntry),
  }),
);

/** A rule as it is sent. */
export const alertRule = named('AlertRule', alertRuleSchema);

/** A rule as it is served: also where it comes from. */
export const servedRule = named(
  'ServedAlertRule',
  alertRuleSchema.extend({
    origin: z.enum(RULE_ORIGINS).describe('Who set it: the shipped file, one of your own, or the API.'),
  }),
);
