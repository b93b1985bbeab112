import { expect, test } from '@jest/globals';
import { alertRuleSchema } from '../../../../core/alert-rule.ts';
import { wordRule } from './rule-words.ts';

test('a rule is worded as its alerts are, with its groups and how long it must hold', () => {
  const condition = { type: 'count', op: '>=', threshold: 10 };
  const rule = alertRuleSchema.parse({ name: 'r', severity: 'low', window: '5m', condition });
  expect(wordRule(rule)).toBe('logs >= 10 over 5m');
  expect(wordRule({ ...rule, group_by: ['service', 'host'], for: '2m' })).toBe(
    'logs >= 10 over 5m, for each service, host, held for 2m',
  );
});
