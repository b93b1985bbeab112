import { type AlertRule, alertRuleSchema } from './alert-rule.ts';
import { PipelineError } from './errors.ts';
import { parseQuery } from './query/parse.ts';
import { type Fault, faultsOf } from './schema-faults.ts';

/** The rule that somebody wrote, its defaults filled in and its queries read; or everything that is wrong with it. */
export function checkAlertRule(given: unknown): { rule: AlertRule } | { faults: [Fault, ...Fault[]] } {
  const result = alertRuleSchema.safeParse(given);
  const [first, ...more] = result.success ? queryFaults(result.data) : faultsOf(result.error);
  if (first) return { faults: [first, ...more] };
  return { rule: result.data as AlertRule };
}

function queryFaults({ query, condition }: AlertRule): Fault[] {
  const faults = queryFault(['query'], query);
  return condition.type === 'ratio' ? [...faults, ...queryFault(['condition', 'of'], condition.of)] : faults;
}

function queryFault(path: readonly string[], text: string): Fault[] {
  try {
    parseQuery(text);
    return [];
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return [{ path, message: error.message, details: error.details }];
  }
}
