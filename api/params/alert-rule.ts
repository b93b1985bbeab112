import { type AlertRule, alertRuleSchema } from '../../core/alert-rule.ts';
import { PipelineError } from '../../core/errors.ts';
import { parseQuery } from '../../core/query/parse.ts';

function invalidRule(path: string, message: string, more: Record<string, unknown> = {}): PipelineError {
  return new PipelineError('invalid_rule', path === '' ? message : `${path}: ${message}`, {
    details: { path, ...more },
  });
}

function checkQuery(path: string, text: string): void {
  try {
    parseQuery(text);
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    throw invalidRule(path, error.message, error.details);
  }
}

/** A rule as somebody sent it; the `origin` that a served rule has is ignored. @throws PipelineError `invalid_rule` with the path of what is wrong */
export function readAlertRule(given: Readonly<Record<string, unknown>>): AlertRule {
  const { origin: _, ...candidate } = given;
  const result = alertRuleSchema.safeParse(candidate);
  if (!result.success) {
    const issue = result.error.issues[0];
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const message = unknown.length > 0 ? 'not known here' : (issue?.message ?? 'wrong');
    throw invalidRule([...(issue?.path ?? []), ...unknown].join('.'), message);
  }
  const rule = result.data;
  checkQuery('query', rule.query);
  if (rule.condition.type === 'ratio') checkQuery('condition.of', rule.condition.of);
  return rule;
}
