import { type AlertRule, alertRuleSchema } from './alert-rule.ts';
import { PipelineError } from './errors.ts';
import { parseQuery } from './query/parse.ts';
import { checkValue, type Fault } from './schema-faults.ts';

/** The rule that somebody wrote, its defaults filled in and its queries read; or everything that is wrong with it. */
export function checkAlertRule(given: unknown): { rule: AlertRule } | { faults: [Fault, ...Fault[]] } {
  const checked = checkValue(alertRuleSchema, given);
  const [first, ...more] = [...('faults' in checked ? checked.faults : []), ...queryFaults(given)];
  if (first) return { faults: [first, ...more] };
  return { rule: (checked as { data: AlertRule }).data };
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** What is wrong with the queries of a rule, whatever else is wrong with it. */
function queryFaults(given: unknown): Fault[] {
  const condition = at(given, 'condition');
  const faults = queryFault(['query'], at(given, 'query'));
  return at(condition, 'type') === 'ratio'
    ? [...faults, ...queryFault(['condition', 'of'], at(condition, 'of'))]
    : faults;
}

function queryFault(path: readonly string[], text: unknown): Fault[] {
  if (typeof text !== 'string') return [];
  try {
    parseQuery(text);
    return [];
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return [{ path, message: error.message, details: error.details }];
  }
}
