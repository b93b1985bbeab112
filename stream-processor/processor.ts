import type { Classifier } from '../core/classifier.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { LogBus, Subscription } from '../core/log-bus.ts';
import type { Logger } from '../core/logger.ts';
import type { Gauge, Metrics } from '../core/metrics.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import type { ParseLine } from '../parsers/parsed-line.ts';
import { BREAKER_DEFAULTS, type BreakerSettings } from './breaker.ts';
import { createMasker, type MaskSettings } from './mask/mask.ts';
import { createOwnedPartition, type OwnedPartition } from './owned-partition.ts';
import { createProcessorMetrics } from './processor-metrics.ts';
import { createRest } from './rest.ts';
import { createRole, type Role } from './role.ts';
import type { RuleSource } from './rules/rule-source.ts';
import { tellFailure } from './tell-failure.ts';
import { createTimeLimit } from './time-limit.ts';
import { createWindowStage } from './window-stage.ts';
import { WATERMARK_DEFAULTS, type WatermarkSettings } from './windows/watermark.ts';

export interface ProcessorOptions {
  bus: LogBus;
  classifier: Classifier;
  parseLine: ParseLine;
  rules: RuleSource;
  mask: MaskSettings;
  watermark?: WatermarkSettings;
  /** How long a batch may wait to fill, ms: less is faster to the tail, more is cheaper. Default: what suits the bus. */
  lingerMs?: number;
  breaker?: BreakerSettings;
  /** What is cut off after so long, ms, twice and the second time alone, becomes a dead letter. */
  longestWorkMs?: number;
  /** Told why partitions are stopped, whenever that changes; null when none is. */
  onStopped?(reason: string | null): void;
  logger: Logger;
  metrics: Metrics;
  now(): number;
}

const TICK_MS = 1_000;

/** Batches take a small part of it; members of a group that are silent for twice as long are replaced. */
const LONGEST_WORK_MS = 5_000;
/** Enough for a heartbeat. Partitions that hold the process up one after the other would take it out of its group, and all would begin anew. */
const REST_MS = 500;

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
 * here, through no fault of their senders, is stopped until they go well again; a log that does not come to an end is cut off.
 */
export function createProcessor(options: ProcessorOptions): Role {
  const { bus, logger, now } = options;
  const watermark = options.watermark ?? WATERMARK_DEFAULTS;
  const linger = options.lingerMs === undefined ? bus.linger : { lingerMs: options.lingerMs };
  const metrics = createProcessorMetrics(options.metrics);
  const masker = createMasker(options.mask, (kind) => metrics.masked.add(1, { kind }));
  const partitions = new Map<number, OwnedPartition>();
  const limit = createTimeLimit(options.longestWorkMs ?? LONGEST_WORK_MS);
  const rest = createRest(REST_MS);
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
    for (const owned of partitions.values()) owned.changeRules(rules);
  });

  const own = (partition: number): OwnedPartition => {
    const { classifier, parseLine, breaker = BREAKER_DEFAULTS } = options;
    const currentRules = () => options.rules.current();
    const common = { classifier, parseLine, masker, watermark, breaker, limit, metrics, logger, now };
    const onCutOff = rest.begin;
    return createOwnedPartition({ ...common, partition, currentRules, onCutOff });
  };
  const subscribe = (): Promise<Subscription> =>
    bus.subscribe({
      group: GROUP.processor,
      topics: [TOPIC.logs],
      stateTopic: TOPIC.state,
      ...linger,
      tickMs: TICK_MS,
      onAssigned(assignment) {
        const { partition } = assignment;
        const owned = getOrCreate(partitions, partition, () => own(partition));
        owned.begin(assignment);
        stops.set(partition, owned.stopReason());
      },
      onRevoked(_topic, partition) {
        partitions.get(partition)?.end();
        stops.set(partition, null);
      },
      async onBatch(batch) {
        const owned = partitions.get(batch.partition);
        if (!owned) return;
        for (let resting = rest.current(); resting !== null; resting = rest.current()) await resting;
        // what was lost during the rest may be ours again, and begun anew: the old batch has no part in that
        if (batch.isStale()) return;
        await owned.take(batch);
        if (!batch.isStale()) stops.set(batch.partition, owned.stopReason());
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
