import type { AlertRule } from './alert-rule.ts';

/** 0.07 is 7, and not what the product of its nearest double is. */
const inHundredths = (share: number): number => Number((share * 100).toPrecision(12));

/** The condition of a rule as messages, the API and the dashboard word it: `p95 of response_time > 1000 ms over 1m`. */
export function describeCondition({ condition, window }: Pick<AlertRule, 'condition' | 'window'>): string {
  const over = ` over ${window}`;
  switch (condition.type) {
    case 'absence':
      return `no log for ${window}`;
    case 'ratio':
      return `share of (${condition.of}) ${condition.op} ${inHundredths(condition.threshold)} %${over}`;
    case 'distinct':
      return `different ${condition.field} ${condition.op} ${condition.threshold}${over}`;
    case 'quantile':
      return `p${inHundredths(condition.quantile)} of response_time ${condition.op} ${condition.threshold} ms${over}`;
    case 'rate':
      return `logs per second ${condition.op} ${condition.threshold}${over}`;
    case 'count':
      return `logs ${condition.op} ${condition.threshold}${over}`;
  }
}
