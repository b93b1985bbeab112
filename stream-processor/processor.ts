import type { Classifier } from '../core/classifier.ts';
import type { Assignment, Batch, LogBus, Subscription } from '../core/log-bus.ts';
import type { Logger } from '../core/logger.ts';
import type { Gauge, Metrics } from '../core/metrics.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import type { ParseLine } from '../parsers/parsed-line.ts';
import { BREAKER_DEFAULTS, BREAKER_KEY, type Breaker, type BreakerSettings, createBreaker } from './breaker.ts';
import { createMasker, type MaskSettings } from './mask/mask.ts';
import { createPartitionProcessor, type PartitionProcessor } from './partition.ts';
import { createProcessorMetrics } from './processor-metrics.ts';
import { createRole, type Role } from './role.ts';
import type { RuleSource } from './rules/rule-source.ts';
import { tellFailure } from './tell-failure.ts';
import { createWindowStage } from './window-stage.ts';
import { WATERMARK_DEFAULTS, type WatermarkSettings } from './windows/watermark.ts';

export interface ProcessorOptions {
  bus: LogBus;
  classifier: Classifier;
  parseLine: ParseLine;
  rules: RuleSource;
  mask: MaskSettings;
  watermark?: WatermarkSettings;
  /** How long a batch may wait to fill, ms: less is faster to the tail, more is cheaper. */
  lingerMs?: number;
  breaker?: BreakerSettings;
  /** Told why partitions are stopped, whenever that changes; null when none is. */
  onStopped?(reason: string | null): void;
  logger: Logger;
  metrics: Metrics;
  now(): number;
}

const TICK_MS = 1_000;

/** What a partition has while it is ours. */
interface Owned {
  processor: PartitionProcessor;
  breaker: Breaker;
}

/** Keeps which partitions are stopped, and tells of changes. */
function createStops(gauge: Gauge, onChange: (reason: string | null) => void = () => {}) {
  const reasons = new Map<number, string>();
  gauge.set(0);
  return {
    set(partition: number, reason: string | null): void {
      if (reason === (reasons.get(partition) ?? null)) return;
      if (reason === null) reasons.delete(partition);
      else reasons.set(partition, reason);
      gauge.set(reasons.size);
      onChange(reasons.size === 0 ? null : [...reasons.values()].join(' '));
    },
  };
}

/**
 * Logs in; finished records, windows, alerts and dead letters out. Every batch is one atomic commit of all of them with
 * its offset, so each log is processed exactly once however often the process dies. A partition where too many logs fail
 * here, through no fault of their senders, is stopped until they go well again.
 */
export function createProcessor(options: ProcessorOptions): Role {
  const { bus, logger, now } = options;
  const watermark = options.watermark ?? WATERMARK_DEFAULTS;
  const lingerMs = options.lingerMs ?? 100;
  const metrics = createProcessorMetrics(options.metrics);
  const masker = createMasker(options.mask, (kind) => metrics.masked.add(1, { kind }));
  const partitions = new Map<number, Owned>();
  const stops = createStops(metrics.stopped, options.onStopped);
  const windowStage = createWindowStage({
    bus,
    rules: options.rules,
    graceMs: watermark.graceMs,
    metrics,
    logger,
    now,
  });

  options.rules.onChange((rules) => {
    for (const { processor } of partitions.values()) processor.changeRules(rules);
  });

  const assign = ({ partition, epoch, state }: Assignment): void => {
    const { classifier, parseLine } = options;
    const rules = options.rules.current();
    const settings = { epoch, partition, state, rules, classifier, parseLine, masker, watermark, metrics, now };
    const breaker =
      partitions.get(partition)?.breaker ??
      createBreaker({ partition, settings: options.breaker ?? BREAKER_DEFAULTS, logger, now });
    breaker.restore(state.get(BREAKER_KEY));
    partitions.set(partition, { processor: createPartitionProcessor(settings), breaker });
    stops.set(partition, breaker.reason());
  };
  const processBatch = async (batch: Batch): Promise<void> => {
    const owned = partitions.get(batch.partition);
    if (!owned) return;
    const { processor, breaker } = owned;
    const messages = processor.unseen(batch.messages);
    if (messages.length === 0 && batch.messages.length > 0) return batch.commit();
    const offered = messages.slice(0, breaker.allowance());
    // What is not committed comes again, after a pause.
    if (offered.length === 0 && messages.length > 0) return;
    const { publish, ...outcome } = processor.process(offered, breaker.bears);
    if (publish.length === 0 && messages.length === 0) return;
    const verdict = breaker.judge(outcome);
    const next = messages[outcome.taken];
    await batch.commit({ publish: [...publish, ...verdict.publish], ...(next && { offset: next.offset }) });
    verdict.settle();
    stops.set(batch.partition, breaker.reason());
  };
  const subscribe = (): Promise<Subscription> =>
    bus.subscribe({
      group: GROUP.processor,
      topics: [TOPIC.logs],
      stateTopic: TOPIC.state,
      lingerMs,
      tickMs: TICK_MS,
      onAssigned: assign,
      onRevoked(_topic, partition) {
        partitions.delete(partition);
        stops.set(partition, null);
      },
      onBatch: processBatch,
      onError: tellFailure(logger, 'a batch of logs could not be processed, it will be tried again'),
    });

  return createRole(async () => {
    await windowStage.start();
    const subscription = await subscribe().catch(async (error) => {
      await windowStage.stop();
      throw error;
    });
    return {
      async close() {
        await subscription.close();
        await windowStage.stop();
      },
    };
  });
}
