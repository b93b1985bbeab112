import type { AlertRule } from '../../core/alert-rule.ts';
import { checkAlertRule } from '../../core/alert-rule-check.ts';
import { PipelineError } from '../../core/errors.ts';
import { wordFault } from '../../core/schema-faults.ts';

/** A rule as somebody sent it; the `origin` that a served rule has is ignored. @throws PipelineError `invalid_rule` with the path of what is wrong */
export function readAlertRule(given: Readonly<Record<string, unknown>>): AlertRule {
  const { origin: _, ...candidate } = given;
  const checked = checkAlertRule(candidate);
  if ('rule' in checked) return checked.rule;
  const [fault] = checked.faults;
  throw new PipelineError('invalid_rule', wordFault(fault), {
    details: { path: fault.path.join('.'), ...fault.details },
  });
}
