import type { Alert } from '../../../../core/alert.ts';
import type { AlertRule } from '../../../../core/alert-rule.ts';
import { parseDuration } from '../../../../core/time.ts';
import { measureOf, mostWindows, UNITS, type WindowMeasure } from '../../api/window-values.ts';
import { addFilter } from '../../lib/query-edit.ts';
import { AROUND_MS, timesOf } from './times-of.ts';

/** What is drawn of an alert for each window of its rule, in the unit of its threshold. */
export interface AlertLine {
  q: string;
  window: string;
  windowMs: number;
  /** How a window is compared with the threshold. */
  op: string;
  /** Epoch ms. */
  shown: [number, number];
  /** Null: the number of logs. */
  measure: WindowMeasure | null;
}

/** No more windows than can be asked for: of an alert that goes on the newest, of one that is over those around its beginning. */
function fewWindows([from, to]: [number, number], windowMs: number, most: number, isOver: boolean): [number, number] {
  const length = most * windowMs;
  if (to - from <= length) return [from, to];
  if (!isOver) return [to - length, to];
  const begin = Math.max(from, from + AROUND_MS - length / 3);
  return [begin, begin + length];
}

/** The logs that a rule looks at, of the group that the alert is about. */
function lookedAt({ group }: Pick<Alert, 'group'>, { query }: Pick<AlertRule, 'query'>): string {
  return Object.entries(group).reduce((q, [field, value]) => addFilter(q, field, value), query);
}

type Judged = Pick<AlertRule, 'query' | 'window' | 'condition'>;

/** Null where there is no rule any more, or another kind of one, or nothing that could be drawn against its threshold. */
export function lineOf(alert: Alert, rule: Judged | undefined, now: number): AlertLine | null {
  const windowMs = parseDuration(rule?.window ?? '');
  if (!rule || windowMs === null || rule.condition.type === 'absence') return null;
  const { window, condition } = rule;
  const measure = UNITS[condition.type] === alert.unit ? measureOf(condition) : undefined;
  if (measure === undefined) return null;
  const q = measure ? lookedAt(alert, rule) : alert.query;
  const shown = fewWindows(timesOf(alert, now).shown, windowMs, mostWindows(measure), alert.ended_at !== null);
  return { q, window, windowMs, op: condition.op, shown, measure };
}
