import type { AlertRule, Condition } from '../../../../core/alert-rule.ts';
import { formatCount, formatDuration, formatShare } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.rules;

/** `logs ≥ 10`. */
function wordCondition(condition: Condition): string {
  if (condition.type === 'absence') return words.condition.absence;
  const { op, threshold } = condition;
  const sign = op.replace('>=', '≥').replace('<=', '≤');
  switch (condition.type) {
    case 'ratio':
      return words.condition.ratio(condition.of, sign, formatShare(threshold));
    case 'distinct':
      return words.condition.distinct(condition.field, sign, formatCount(threshold));
    case 'quantile':
      return words.condition.quantile(String(condition.quantile * 100), sign, formatDuration(threshold));
    default:
      return words.condition[condition.type](sign, formatCount(threshold));
  }
}

/** `logs ≥ 10 within 1m, for each ip_address`. */
export function wordRule({ condition, window, group_by, for: held }: AlertRule): string {
  const parts = [`${wordCondition(condition)} ${words.inWindow(window)}`];
  if (group_by.length > 0) parts.push(words.each(group_by.join(', ')));
  if (!/^0/.test(held)) parts.push(words.held(held));
  return parts.join(', ');
}
