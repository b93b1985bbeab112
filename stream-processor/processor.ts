import type { Classifier } from '../core/classifier.ts';
import type { LogBus, Subscription } from '../core/log-bus.ts';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from '../core/metrics.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import type { ParseLine } from '../parsers/parsed-line.ts';
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
  logger: Logger;
  metrics: Metrics;
  now(): number;
}

const TICK_MS = 1_000;

/**
 * Logs in; finished records, windows, alerts and dead letters out. Every batch is one atomic commit of all of them with
 * its offset, so each log is processed exactly once however often the process dies.
 */
export function createProcessor(options: ProcessorOptions): Role {
  const { bus, logger, now } = options;
  const watermark = options.watermark ?? WATERMARK_DEFAULTS;
  const lingerMs = options.lingerMs ?? 100;
  const metrics = createProcessorMetrics(options.metrics);
  const masker = createMasker(options.mask, (kind) => metrics.masked.add(1, { kind }));
  const partitions = new Map<number, PartitionProcessor>();
  const windowStage = createWindowStage({
    bus,
    rules: options.rules,
    graceMs: watermark.graceMs,
    metrics,
    logger,
    now,
  });

  options.rules.onChange((rules) => {
    for (const partition of partitions.values()) partition.changeRules(rules);
  });

  const subscribe = (): Promise<Subscription> =>
    bus.subscribe({
      group: GROUP.processor,
      topics: [TOPIC.logs],
      stateTopic: TOPIC.state,
      lingerMs,
      tickMs: TICK_MS,
      onAssigned({ partition, epoch, state }) {
        const { classifier, parseLine } = options;
        const rules = options.rules.current();
        const settings = { epoch, partition, state, rules, classifier, parseLine, masker, watermark, metrics, now };
        partitions.set(partition, createPartitionProcessor(settings));
      },
      onRevoked: (_topic, partition) => {
        partitions.delete(partition);
      },
      async onBatch(batch) {
        const partition = partitions.get(batch.partition);
        if (!partition) return;
        const messages = partition.unseen(batch.messages);
        const isRepeated = messages.length === 0 && batch.messages.length > 0;
        const publish = isRepeated ? [] : partition.process(messages);
        if (publish.length > 0 || batch.messages.length > 0) await batch.commit({ publish });
      },
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
