import type { LogRecord } from '../../core/record.ts';
import { formatTime } from '../../core/time.ts';
import { compileRule } from '../../stream-processor/rules/compiled-rule.ts';
import { createEvaluator } from '../../stream-processor/rules/evaluator.ts';
import { parseRuleFile } from '../../stream-processor/rules/rule-file.ts';

export const MINUTE = 60_000;
/** Where the minutes and hours of the tests begin. */
export const T0 = Date.UTC(2026, 10, 20, 8);

export const rulesOf = (yaml: string) => parseRuleFile(yaml, 'rules.yaml').map(compileRule);

/** A log of that time. */
export function record(at: number, fields: Partial<LogRecord> = {}): LogRecord {
  return {
    id: `e-0-${at}`,
    timestamp: formatTime(at),
    level: 'info',
    service: 'shop',
    message: 'something happened',
    attributes: {},
    received_at: formatTime(at),
    processed_at: formatTime(at),
    category: 'General',
    category_confidence: 1,
    model_version: 'test',
    ...fields,
  };
}

/** The rules of the YAML at work on a time that the test moves. */
export function evaluatorOf(yaml: string) {
  const late: string[] = [];
  const evaluator = createEvaluator({
    rules: rulesOf(yaml),
    graceMs: MINUTE,
    onGroupDropped: () => {},
    onLate: (rule) => late.push(rule),
  });
  return {
    evaluator,
    late,
    /** Counts the logs, lets event time come to `watermark`, and gives the changes of alerts. */
    at(watermark: number, ...logs: LogRecord[]) {
      for (const log of logs) evaluator.add(log, Date.parse(log.timestamp), watermark);
      evaluator.judge(watermark, Math.max(watermark, ...logs.map((log) => Date.parse(log.timestamp))));
      return evaluator.takeEvents();
    },
  };
}

export const errors = (at: number, amount: number, fields: Partial<LogRecord> = {}) =>
  Array.from({ length: amount }, (_, index) => record(at + index, { level: 'error', ...fields }));

/** Changes of state as they are kept: by key. */
export const stateOf = (changes: { key: string; value: string | null }[], into = new Map<string, string>()) => {
  for (const { key, value } of changes) value === null ? into.delete(key) : into.set(key, value);
  return into;
};
