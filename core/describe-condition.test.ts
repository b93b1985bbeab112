import { expect, test } from '@jest/globals';
import { alertRuleSchema } from './alert-rule.ts';
import { describeCondition } from './describe-condition.ts';

test.each([
  [{ type: 'count', op: '>=', threshold: 10 }, 'logs >= 10 over 5m'],
  [{ type: 'rate', op: '<', threshold: 0.5 }, 'logs per second < 0.5 over 5m'],
  [{ type: 'ratio', of: 'level:>=error', op: '>', threshold: 0.07 }, 'share of (level:>=error) > 7 % over 5m'],
  [{ type: 'distinct', field: 'user_id', op: '>', threshold: 15 }, 'different user_id > 15 over 5m'],
  [{ type: 'quantile', quantile: 0.95, op: '>', threshold: 1_000 }, 'p95 of response_time > 1000 ms over 5m'],
  [{ type: 'absence' }, 'no log for 5m'],
])('the condition %j is worded as %s', (condition, text) => {
  expect(describeCondition(alertRuleSchema.parse({ name: 'r', severity: 'low', window: '5m', condition }))).toBe(text);
});
