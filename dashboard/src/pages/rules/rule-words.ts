import type { AlertRule } from '../../../../core/alert-rule.ts';
import { describeCondition } from '../../../../core/describe-condition.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.rules;

/** A rule as its alerts word it, with its groups: `logs >= 10 over 1m, for each ip_address`. */
export function wordRule(rule: AlertRule): string {
  const { group_by, for: held } = rule;
  const parts = [describeCondition(rule)];
  if (group_by.length > 0) parts.push(words.each(group_by.join(', ')));
  if (!/^0/.test(held)) parts.push(words.held(held));
  return parts.join(', ');
}
