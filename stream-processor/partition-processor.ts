import type { IncomingMessage, OutgoingMessage } from '../core/log-bus.ts';
import type { LogRecord } from '../core/record.ts';
import { formatTime, parseTime } from '../core/time.ts';
import { TOPIC } from '../core/topics.ts';
import { BREAKER_KEY, type Outcome } from './breaker.ts';
import { CHECKPOINT_KEY, restoreCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { createLogTaker, type Stage, type Work } from './log-taker.ts';
import type { ProcessorMetrics } from './processor-metrics.ts';
import type { RecordMakerOptions } from './record-maker.ts';
import type { CompiledRule } from './rules/compiled-rule.ts';
import { createPartitionRules } from './rules/partition-rules.ts';
import { createServiceWindows, SERVICE_WINDOW_PREFIX, type ServiceWindows } from './windows/service-windows.ts';
import { createWatermark, eventTime, type WatermarkSettings } from './windows/watermark.ts';

export interface PartitionOptions extends RecordMakerOptions {
  /** State as last committed, by key. */
  state: ReadonlyMap<string, Buffer>;
  rules: readonly CompiledRule[];
  watermark: WatermarkSettings;
  metrics: ProcessorMetrics;
  /** A message that did not come to an end, twice: it is not tried again. */
  endless?: Work | undefined;
  now(): number;
}

/** Everything that one partition of `logs` needs: its windows, its watermark, its counts. Lives in memory, can be rebuilt from `logs.state`. */
export interface PartitionProcessor {
  /**
   * Takes messages (none: only time passes) and gives what has to be committed with the offset of the last one taken. Whenever
   * one fails, `bears` is asked whether to take more.
   */
  process(messages: readonly IncomingMessage[], bears: (outcome: Outcome) => boolean): Processed;
  /**
   * Those that were not processed yet: the state knows how far it goes, also when Kafka has forgotten the offset of a group
   * that was away for long.
   */
  unseen(messages: readonly IncomingMessage[]): readonly IncomingMessage[];
  /** Other rules from now on; what they counted before is kept as far as the rule is the same. */
  changeRules(rules: readonly CompiledRule[]): void;
  /** Where `process` is, or was when it was cut off; null outside of messages. */
  workAtHand(): Work | null;
}

/** What came of messages. */
export interface Processed extends Outcome {
  publish: OutgoingMessage[];
}

const orNull = (time: number): number | null => (Number.isFinite(time) ? time : null);

/** Takes over the windows of services, and gives what rules had counted. */
function restoreState(state: ReadonlyMap<string, Buffer>, services: ServiceWindows): Map<string, string> {
  const ofRules = new Map<string, string>();
  for (const [key, value] of state) {
    if (key.startsWith(SERVICE_WINDOW_PREFIX)) services.restore(key, value.toString());
    else if (key !== CHECKPOINT_KEY && key !== BREAKER_KEY) ofRules.set(key, value.toString());
  }
  return ofRules;
}

export function createPartitionProcessor(options: PartitionOptions): PartitionProcessor {
  const { partition, metrics, state, now } = options;
  const { graceMs } = options.watermark;
  const checkpoint = restoreCheckpoint(state, options.epoch);
  const watermark = createWatermark(options.watermark, checkpoint.watermark ?? undefined);
  const services = createServiceWindows(graceMs);
  const committed = restoreState(state, services);
  const told = checkpoint.watermark ?? Number.NEGATIVE_INFINITY;
  const rules = createPartitionRules({ ...options, graceMs, committed, watermark: told });
  let newest = checkpoint.newest ?? Number.NEGATIVE_INFINITY;

  const count = (record: LogRecord, receivedAt: number): void => {
    const { time, skewed } = eventTime(parseTime(record.timestamp), receivedAt);
    if (skewed) metrics.skewed.add(1);
    if (services.add(record, time, watermark.current) === 'late') metrics.late.add(1, { rule: '' });
    rules.add(record, time, watermark.current);
    watermark.observe(time, receivedAt);
    if (time > newest) newest = time;
  };
  const taker = createLogTaker({ ...options, checkpoint, count });

  const closedWindows = (): OutgoingMessage[] =>
    services
      .takeClosed(watermark.current)
      .map((window) => ({ topic: TOPIC.windows, partition, key: window.service, value: JSON.stringify(window) }));
  const stateMessages = (messages: readonly IncomingMessage[]): OutgoingMessage[] => {
    const changes = [...rules.takeChanges(), ...services.takeChanges()];
    if (messages.length === 0 && changes.length === 0) return [];
    const last = messages.at(-1);
    if (last) checkpoint.offset = last.offset + 1;
    checkpoint.taken += messages.length;
    checkpoint.watermark = orNull(watermark.current);
    checkpoint.newest = orNull(newest);
    const written = changes.map(({ key, value }) => ({ topic: TOPIC.state, partition, key, value }));
    return [...written, ...writeCheckpoint(partition, checkpoint)];
  };
  /** What follows once all messages of a batch were taken and time has gone on. */
  const consequences = (messages: readonly IncomingMessage[]): OutgoingMessage[] => [
    ...rules.judge(watermark.current, newest),
    ...closedWindows(),
    ...rules.takePartials(watermark.current, newest),
    ...stateMessages(messages),
  ];

  return {
    unseen: (messages) => messages.filter(({ offset }) => offset >= checkpoint.offset),
    process(offered, bears) {
      const outputs: OutgoingMessage[] = [];
      const failed = new Map<Stage, number>();
      const processedAt = formatTime(now());
      for (const message of offered) {
        const before = checkpoint.deadLettered;
        outputs.push(taker.take(message, processedAt, failed));
        if (checkpoint.deadLettered > before && !bears({ taken: outputs.length, failed })) break;
      }
      taker.rest();
      const messages = offered.slice(0, outputs.length);
      if (messages.length === 0) watermark.idle(now());
      else watermark.busy(now());
      for (const output of consequences(messages)) outputs.push(output);
      metrics.taken.add(messages.length);
      return { publish: outputs, taken: messages.length, failed };
    },
    changeRules: rules.change,
    workAtHand: taker.workAtHand,
  };
}
