import type { AlertRule } from '../../core/alert-rule.ts';
import { checkAlertRule } from '../../core/alert-rule-check.ts';
import { PipelineError } from '../../core/errors.ts';
import { wordFault } from '../../core/schema-faults.ts';

/** A rule as somebody sent it; the `origin` that a served rule has is ignored. @throws PipelineError `invalid_rule` that has everything that is wrong, and the path of the first */
export function readAlertRule(given: Readonly<Record<string, unknown>>): AlertRule {
  const { origin: _, ...candidate } = given;
  const checked = checkAlertRule(candidate);
  if ('rule' in checked) return checked.rule;
  const [fault] = checked.faults;
  const faults = checked.faults.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new PipelineError('invalid_rule', checked.faults.map(wordFault).join('; '), {
    details: { path: fault.path.join('.'), ...fault.details, faults },
  });
}
