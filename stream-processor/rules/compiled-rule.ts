import { createHash } from 'node:crypto';
import type { AlertEvent } from '../../core/alert.ts';
import type { AlertRule, Condition } from '../../core/alert-rule.ts';
import type { Query } from '../../core/query/ast.ts';
import { attributePath, fieldTexts } from '../../core/query/fields.ts';
import { formatQuery } from '../../core/query/format.ts';
import { compileQuery } from '../../core/query/matches.ts';
import { parseQuery } from '../../core/query/parse.ts';
import type { LogRecord } from '../../core/record.ts';
import { parseDuration, parseTime } from '../../core/time.ts';
import { type Accumulator, addDistinct, addQuantile, addSample, keepSample } from '../windows/accumulator.ts';

/** A rule made ready to look at every record. */
export interface CompiledRule {
  rule: AlertRule;
  /** What is counted, thresholds aside: rules of one measure share their windows. */
  measure: string;
  windowMs: number;
  slideMs: number;
  forMs: number;
  /** Whether its groups can span partitions, so that the counts of all have to be summed. */
  acrossPartitions: boolean;
  matches(record: LogRecord): boolean;
  /** Values of the `group_by` fields; null when the record lacks one. */
  groupOf(record: LogRecord): string[] | null;
  /** Counts a matching record that came at that event time. */
  count(record: LogRecord, time: number, into: Accumulator): void;
}

/** Reads a field as text; of several values the first. */
function valueReader(field: string): (record: LogRecord) => string | undefined {
  if (attributePath(field) !== null) return (record) => fieldTexts(record, field)[0];
  const name = field as keyof LogRecord;
  return (record) => {
    const value = record[name];
    return typeof value === 'string' || value === undefined ? value : String(value);
  };
}

const milliseconds = (text: string): number => parseDuration(text) ?? 0;

function counter(condition: Condition): CompiledRule['count'] {
  const sampled: CompiledRule['count'] = (record, time, into) => {
    into.count++;
    into.firstAt = Math.min(into.firstAt, time);
    addSample(into, record);
  };
  switch (condition.type) {
    case 'ratio': {
      const isPart = compileQuery(parseQuery(condition.of));
      return (record, _time, into) => {
        into.count++;
        if (!isPart(record)) return;
        into.of++;
        addSample(into, record);
      };
    }
    case 'distinct': {
      const read = valueReader(condition.field);
      return (record, time, into) => {
        const value = read(record);
        if (value === undefined) return;
        sampled(record, time, into);
        addDistinct(into, value);
      };
    }
    case 'quantile':
      return (record, _time, into) => {
        if (record.response_time === undefined) return;
        const slowest = into.quantiles?.max ?? Number.NEGATIVE_INFINITY;
        into.count++;
        addQuantile(into, record.response_time);
        if (record.response_time > slowest) keepSample(into, record);
      };
    default:
      return sampled;
  }
}

function measureOf({ query, window, slide, group_by, condition }: AlertRule): string {
  const kind = condition.type === 'rate' ? 'count' : condition.type;
  const detail = condition.type === 'ratio' ? condition.of : condition.type === 'distinct' ? condition.field : '';
  const counted = JSON.stringify([query, window, slide ?? null, group_by, kind, detail]);
  return createHash('sha256').update(counted).digest('hex').slice(0, 12);
}

/** @throws PipelineError `query_syntax` when one of its queries is wrong. */
export function compileRule(rule: AlertRule): CompiledRule {
  const windowMs = milliseconds(rule.window);
  return {
    rule,
    measure: measureOf(rule),
    windowMs,
    slideMs: rule.slide === undefined ? windowMs : Math.min(milliseconds(rule.slide), windowMs),
    forMs: milliseconds(rule.for),
    acrossPartitions: !rule.group_by.includes('service'),
    matches: compileQuery(parseQuery(rule.query)),
    groupOf: groupReader(rule.group_by),
    count: counter(rule.condition),
  };
}

function groupReader(fields: readonly string[]): CompiledRule['groupOf'] {
  const none: string[] = [];
  if (fields.length === 0) return () => none;
  const readers = fields.map(valueReader);
  return (record) => {
    const values: string[] = [];
    for (const read of readers) {
      const value = read(record);
      if (value === undefined) return null;
      values.push(value);
    }
    return values;
  };
}

const SECOND_MS = 1_000;

/** What the condition compares, or null while there is too little to judge. */
export function conditionValue({ rule, windowMs }: CompiledRule, seen: Accumulator): number | null {
  const { condition } = rule;
  switch (condition.type) {
    case 'count':
      return seen.count;
    case 'rate':
      return seen.count / (windowMs / SECOND_MS);
    case 'ratio':
      return seen.count < condition.min_count ? null : seen.of / seen.count;
    case 'distinct':
      return seen.distinct?.estimate() ?? 0;
    case 'quantile':
      return seen.quantiles && seen.count >= condition.min_count ? seen.quantiles.quantile(condition.quantile) : null;
    case 'absence':
      return null;
  }
}

/** Whether the value is on the wrong side of the threshold. */
export function isCrossed(condition: Condition, value: number): boolean {
  if (condition.type === 'absence') return false;
  switch (condition.op) {
    case '>':
      return value > condition.threshold;
    case '>=':
      return value >= condition.threshold;
    case '<':
      return value < condition.threshold;
    case '<=':
      return value <= condition.threshold;
  }
}

/** A condition that more logs can only make true may be judged before the window is over. */
export function canFireEarly(condition: Condition): boolean {
  return condition.type !== 'absence' && (condition.op === '>' || condition.op === '>=');
}

/** Since when a window is crossed that was judged at that time: the first log of those that are too many, the whole window for too few, else now. */
export function crossedSince(
  { condition }: AlertRule,
  window: { start: number; seen: Accumulator },
  at: number,
): number {
  if (!canFireEarly(condition)) return window.start;
  const { firstAt } = window.seen;
  return Number.isFinite(firstAt) ? Math.min(firstAt, at) : at;
}

let receivedText = '';
let receivedMs = Number.NaN;

/** Logs that came together have the text of their receipt in common. */
function receiptOf({ received_at: text }: LogRecord): number {
  if (text !== receivedText) {
    receivedText = text;
    receivedMs = parseTime(text);
  }
  return receivedMs;
}

/** Whether a log came within the rule's window of its own time: one that is read from an old file makes nobody expected. */
export function isRecent({ windowMs }: CompiledRule, record: LogRecord, time: number): boolean {
  return receiptOf(record) - time < windowMs;
}

/** The rule's query narrowed to one group, as a person would type it. */
export function groupQuery({ rule }: CompiledRule, group: readonly string[]): string {
  const parts: Query[] = [parseQuery(rule.query)];
  if (rule.condition.type === 'ratio') parts.push(parseQuery(rule.condition.of));
  for (const [index, field] of rule.group_by.entries())
    parts.push({ kind: 'equals', field, value: group[index] ?? '' });
  const wanted = parts.filter((part) => part.kind !== 'all');
  if (wanted.length === 0) return '';
  return formatQuery(wanted.length === 1 && wanted[0] ? wanted[0] : { kind: 'and', of: wanted });
}

const UNITS: Record<Condition['type'], AlertEvent['unit']> = {
  count: 'logs',
  rate: 'logs/s',
  ratio: 'ratio',
  distinct: 'values',
  quantile: 'ms',
  absence: 'ms',
};

export function conditionUnit(condition: Condition): AlertEvent['unit'] {
  return UNITS[condition.type];
}

/** The number that the value is compared with; for absence the window. */
export function conditionThreshold({ rule, windowMs }: CompiledRule): number {
  return rule.condition.type === 'absence' ? windowMs : rule.condition.threshold;
}
