import type { OutgoingMessage } from '../../core/log-bus.ts';
import type { LogRecord } from '../../core/record.ts';
import { alertMessage } from '../alert-message.ts';
import { cutPartials } from '../partials.ts';
import type { ProcessorMetrics } from '../processor-metrics.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';
import { createPartialCollector, type PartialCollector } from './partial-collector.ts';
import type { StateChange } from './window-table.ts';

export interface PartitionRulesOptions {
  partition: number;
  rules: readonly CompiledRule[];
  /** What rules counted, as last committed, by key. */
  committed: ReadonlyMap<string, string>;
  graceMs: number;
  /** As last told to the second stage; -Infinity before. */
  watermark: number;
  metrics: ProcessorMetrics;
  now(): number;
}

/** All rules on one partition of `logs`: those of its own groups are judged here, what goes across partitions is counted for the second stage. */
export interface PartitionRules {
  /** Other rules from now on; what they counted before is kept as far as the rule is the same. */
  change(rules: readonly CompiledRule[]): void;
  /** Counts a log whose event time this is. */
  add(record: LogRecord, time: number, watermark: number): void;
  /** The alerts that follow, as messages. */
  judge(watermark: number, newest: number): OutgoingMessage[];
  /** For the second stage: what was counted since, and how far time went. */
  takePartials(watermark: number, newest: number): OutgoingMessage[];
  /** What is to be committed of the state since the last call. */
  takeChanges(): StateChange[];
}

/** The second stage is told of time passing at least so often, ms of event time. */
const TELL_WATERMARK_MS = 1_000;

export function createPartitionRules(options: PartitionRulesOptions): PartitionRules {
  const { partition, graceMs, metrics, now } = options;
  const committed = new Map(options.committed);
  let toldWatermark = options.watermark;
  let sumsAcross = false;
  let evaluator: Evaluator;
  let collector: PartialCollector;

  const change = (rules: readonly CompiledRule[]): void => {
    sumsAcross = rules.some((each) => each.acrossPartitions);
    collector = createPartialCollector(rules.filter((each) => each.acrossPartitions));
    evaluator = createEvaluator({
      rules: rules.filter((each) => !each.acrossPartitions),
      graceMs,
      onGroupDropped: (rule) => metrics.groupsDropped.add(1, { rule }),
      onLate: (rule) => metrics.late.add(1, { rule }),
    });
    evaluator.restore(committed, now());
  };
  change(options.rules);

  return {
    change,
    add(record, time, watermark) {
      evaluator.add(record, time, watermark);
      collector.add(record, time);
    },
    judge(watermark, newest) {
      evaluator.judge(watermark, newest);
      return evaluator.takeEvents().map((event) => {
        metrics.alerts.add(1, { rule: event.rule, type: event.type });
        return alertMessage(event);
      });
    },
    takePartials(watermark, newest) {
      if (!sumsAcross) return [];
      const partials = collector.take();
      if (partials.length === 0 && watermark - toldWatermark < TELL_WATERMARK_MS) return [];
      toldWatermark = watermark;
      return cutPartials({ partition, watermark: Number.isFinite(watermark) ? watermark : null, newest, partials });
    },
    takeChanges() {
      const changes = evaluator.takeChanges();
      for (const { key, value } of changes) {
        if (value === null) committed.delete(key);
        else committed.set(key, value);
      }
      return changes;
    },
  };
}
