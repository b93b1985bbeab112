import { randomBytes } from 'node:crypto';
import { type AlertEvent, TEST_CONDITION } from '../core/alert.ts';
import type { AlertRule } from '../core/alert-rule.ts';
import { formatTime } from '../core/time.ts';

const ID_BYTES = 8;

/** An alert of the rule that begins and ends at once, so that its channels can be tried; it says that it is a test. */
export function createTestAlert(rule: AlertRule, now: number): readonly [AlertEvent, AlertEvent] {
  const at = formatTime(now);
  const firing: AlertEvent = {
    id: randomBytes(ID_BYTES).toString('hex'),
    type: 'firing',
    rule: rule.name,
    description: 'Test: nothing has happened.',
    severity: rule.severity,
    group: {},
    service: null,
    category: rule.category ?? null,
    query: rule.query,
    condition: TEST_CONDITION,
    value: 0,
    threshold: 0,
    unit: 'logs',
    started_at: at,
    ended_at: null,
    window: { from: at, to: at },
    samples: [],
  };
  return [firing, { ...firing, type: 'resolved', ended_at: at }];
}
