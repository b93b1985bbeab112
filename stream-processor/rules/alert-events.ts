import { createHash } from 'node:crypto';
import type { AlertEvent, AlertSample } from '../../core/alert.ts';
import { describeCondition } from '../../core/describe-condition.ts';
import { formatTime } from '../../core/time.ts';
import { type CompiledRule, conditionThreshold, conditionUnit, groupQuery } from './compiled-rule.ts';

/** A window of a group that crossed its rule's threshold. */
export interface Crossing {
  group: readonly string[];
  from: number;
  to: number;
  /** When what crossed began; not after `at`. */
  since: number;
  /** How far event time had come when it was judged. */
  at: number;
  value: number;
  samples: readonly AlertSample[];
}

/** The alert's id: the same for the same rule, group and window, however often the window is counted again. */
export function alertId(rule: string, group: readonly string[], windowStart: number): string {
  return createHash('sha256')
    .update(`${rule}|${group.join('\u001f')}|${windowStart}`)
    .digest('hex')
    .slice(0, 16);
}

function namedGroup(fields: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field, index) => [field, values[index] ?? '']));
}

function onlyService(samples: readonly AlertSample[]): string | null {
  const services = new Set(samples.map((sample) => sample.service));
  return services.size === 1 ? ([...services][0] ?? null) : null;
}

export function firingEvent(compiled: CompiledRule, crossing: Crossing): AlertEvent {
  const { rule } = compiled;
  const group = namedGroup(rule.group_by, crossing.group);
  return {
    id: alertId(rule.name, crossing.group, crossing.from),
    type: 'firing',
    rule: rule.name,
    description: rule.description,
    severity: rule.severity,
    group,
    service: group.service ?? onlyService(crossing.samples),
    category: rule.category ?? null,
    query: groupQuery(compiled, crossing.group),
    condition: describeCondition(rule),
    value: crossing.value,
    threshold: conditionThreshold(compiled),
    unit: conditionUnit(rule.condition),
    started_at: formatTime(crossing.since),
    ended_at: null,
    window: { from: formatTime(crossing.from), to: formatTime(crossing.to) },
    samples: crossing.samples.slice(0, 3),
  };
}

export function resolvedEvent(firing: AlertEvent, endedAt: number, value: number): AlertEvent {
  return { ...firing, type: 'resolved', ended_at: formatTime(endedAt), value };
}
