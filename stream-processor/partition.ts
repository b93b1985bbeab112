import type { DeadLetterOrigin } from '../core/dead-letter.ts';
import { PipelineError } from '../core/errors.ts';
import { type LedgerCounts, writeCounts } from '../core/ledger.ts';
import type { IncomingMessage, OutgoingMessage } from '../core/log-bus.ts';
import type { LogRecord } from '../core/record.ts';
import { formatTime, parseTime } from '../core/time.ts';
import { MAX_MESSAGE_BYTES, TOPIC } from '../core/topics.ts';
import { alertMessage } from './alert-message.ts';
import { BREAKER_KEY, type Outcome } from './breaker.ts';
import { deadLetter } from './dead-letter.ts';
import { type PartialCount, writePartials } from './partials.ts';
import type { ProcessorMetrics } from './processor-metrics.ts';
import { createRecordMaker, type RecordMakerOptions } from './record-maker.ts';
import type { CompiledRule } from './rules/compiled-rule.ts';
import { createEvaluator, type Evaluator } from './rules/evaluator.ts';
import { createPartialCollector, type PartialCollector } from './rules/partial-collector.ts';
import { createServiceWindows, SERVICE_WINDOW_PREFIX, type ServiceWindows } from './windows/service-windows.ts';
import { createWatermark, eventTime, type Watermark, type WatermarkSettings } from './windows/watermark.ts';

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

/** A message at a stage. */
export interface Work {
  offset: number;
  stage: Stage;
}

/** What came of messages. */
export interface Processed extends Outcome {
  publish: OutgoingMessage[];
}

type Stage = Extract<DeadLetterOrigin['stage'], 'decode' | 'classify' | 'count'>;

/** Where a partition stands, with its side of the ledger. */
type Checkpoint = LedgerCounts['processor'] & {
  watermark: number | null;
  newest: number | null;
};

/** The second stage is told of time passing at least so often, ms of event time. */
const TELL_WATERMARK_MS = 1_000;
/** Keeps a message far below what a broker takes, whatever a rule groups by. */
const PARTIALS_A_MESSAGE = 200;
/** Leaves room for the key. */
const MAX_RECORD_BYTES = MAX_MESSAGE_BYTES - 4_096;
const CHECKPOINT_KEY = 'checkpoint';
const EMPTY: Checkpoint = {
  offset: 0,
  epoch: '',
  earlier: 0,
  watermark: null,
  newest: null,
  taken: 0,
  classified: 0,
  deadLettered: 0,
};

/** The offset of a topic that was made anew since means nothing. */
function restoreCheckpoint({ state, epoch }: PartitionOptions): Checkpoint {
  const stored = state.get(CHECKPOINT_KEY);
  const checkpoint = { ...EMPTY, ...(stored && (JSON.parse(stored.toString()) as Checkpoint)) };
  if (checkpoint.epoch === epoch) return checkpoint;
  return { ...checkpoint, epoch, offset: 0, earlier: checkpoint.earlier + checkpoint.offset };
}

/** @throws PipelineError `record_too_large` when no topic takes it: a byte of a raw line may become twelve */
function writeRecord(record: LogRecord): string {
  const text = JSON.stringify(record);
  if (text.length * 3 <= MAX_RECORD_BYTES || Buffer.byteLength(text) <= MAX_RECORD_BYTES) return text;
  throw new PipelineError('record_too_large', `the finished record has more than ${MAX_RECORD_BYTES} bytes`);
}

/** What is refused by name came unfit, and any sender can send that; anything else is a failure of this program. */
function isSendersFault(error: unknown): boolean {
  return error instanceof PipelineError;
}

/** @throws Error when this is the endless one, at the stage where it was cut off */
function refuseEndless(work: Work, endless: Work | undefined): void {
  if (work.offset !== endless?.offset) return;
  work.stage = endless.stage;
  throw new Error('it took too long, twice, and was cut off');
}

export function createPartitionProcessor(options: PartitionOptions): PartitionProcessor {
  const { partition, metrics } = options;
  const maker = createRecordMaker(options);
  const checkpoint = restoreCheckpoint(options);
  const watermark: Watermark = createWatermark(options.watermark, checkpoint.watermark ?? undefined);
  const services: ServiceWindows = createServiceWindows(options.watermark.graceMs);
  const committed = new Map<string, string>();
  let newest = checkpoint.newest ?? Number.NEGATIVE_INFINITY;
  let evaluator: Evaluator;
  let collector: PartialCollector;
  let sumsAcross = false;
  let atHand: Work | null = null;
  let toldWatermark = checkpoint.watermark ?? Number.NEGATIVE_INFINITY;

  const useRules = (rules: readonly CompiledRule[]): void => {
    sumsAcross = rules.some((each) => each.acrossPartitions);
    collector = createPartialCollector(rules.filter((each) => each.acrossPartitions));
    evaluator = createEvaluator({
      rules: rules.filter((each) => !each.acrossPartitions),
      graceMs: options.watermark.graceMs,
      onGroupDropped: (rule) => metrics.groupsDropped.add(1, { rule }),
      onLate: (rule) => metrics.late.add(1, { rule }),
    });
    evaluator.restore(committed, options.now());
  };

  for (const [key, value] of options.state) {
    if (key.startsWith(SERVICE_WINDOW_PREFIX)) services.restore(key, value.toString());
    else if (key !== CHECKPOINT_KEY && key !== BREAKER_KEY) committed.set(key, value.toString());
  }
  useRules(options.rules);

  const aggregate = (record: LogRecord, receivedAt: number): void => {
    const { time, skewed } = eventTime(parseTime(record.timestamp), receivedAt);
    if (skewed) metrics.skewed.add(1);
    if (services.add(record, time, watermark.current) === 'late') metrics.late.add(1, { rule: '' });
    evaluator.add(record, time, watermark.current);
    collector.add(record, time);
    watermark.observe(time, receivedAt);
    if (time > newest) newest = time;
  };
  const take = (message: IncomingMessage, processedAt: string, failed: Map<Stage, number>): OutgoingMessage => {
    const work: Work = { offset: message.offset, stage: 'decode' };
    atHand = work;
    try {
      refuseEndless(work, options.endless);
      const event = maker.read(message);
      work.stage = 'classify';
      const record = maker.finish(event, message, processedAt);
      const value = writeRecord(record);
      work.stage = 'count';
      aggregate(record, message.timestamp);
      checkpoint.classified++;
      return {
        topic: TOPIC.classified,
        partition,
        key: record.service,
        value,
        timestamp: message.timestamp,
      };
    } catch (error) {
      const { stage } = work;
      checkpoint.deadLettered++;
      metrics.deadLettered.add(1, { stage });
      if (!isSendersFault(error)) failed.set(stage, (failed.get(stage) ?? 0) + 1);
      return deadLetter({ topic: TOPIC.logs, partition, message, stage }, error, options.now());
    }
  };

  const partialsMessages = (): OutgoingMessage[] => {
    if (!sumsAcross) return [];
    const partials = collector.take();
    const current = watermark.current;
    const stale = current - toldWatermark >= TELL_WATERMARK_MS;
    if (partials.length === 0 && !stale) return [];
    toldWatermark = current;
    const message = (part: readonly PartialCount[], progress: number | null): OutgoingMessage =>
      writePartials({ partition, watermark: progress, newest, partials: part });
    const messages: OutgoingMessage[] = [];
    for (let at = 0; at + PARTIALS_A_MESSAGE < partials.length; at += PARTIALS_A_MESSAGE) {
      messages.push(message(partials.slice(at, at + PARTIALS_A_MESSAGE), null));
    }
    // Only the last one lets time pass: whatever stands in the others was counted before.
    const rest = partials.slice(messages.length * PARTIALS_A_MESSAGE);
    messages.push(message(rest, Number.isFinite(current) ? current : null));
    return messages;
  };
  const stateMessages = (messages: readonly IncomingMessage[]): OutgoingMessage[] => {
    const changes = evaluator.takeChanges();
    for (const { key, value } of changes) {
      if (value === null) committed.delete(key);
      else committed.set(key, value);
    }
    changes.push(...services.takeChanges());
    if (messages.length === 0 && changes.length === 0) return [];
    const last = messages.at(-1);
    if (last) checkpoint.offset = last.offset + 1;
    checkpoint.taken += messages.length;
    checkpoint.watermark = Number.isFinite(watermark.current) ? watermark.current : null;
    checkpoint.newest = Number.isFinite(newest) ? newest : null;
    changes.push({ key: CHECKPOINT_KEY, value: JSON.stringify(checkpoint) });
    const { watermark: _watermark, newest: _newest, ...counts } = checkpoint;
    return [
      ...changes.map(({ key, value }) => ({ topic: TOPIC.state, partition, key, value })),
      writeCounts('processor', partition, counts),
    ];
  };

  return {
    unseen: (messages) => messages.filter(({ offset }) => offset >= checkpoint.offset),
    process(offered, bears) {
      const outputs: OutgoingMessage[] = [];
      const failed = new Map<Stage, number>();
      const processedAt = formatTime(options.now());
      for (const message of offered) {
        const before = checkpoint.deadLettered;
        outputs.push(take(message, processedAt, failed));
        if (checkpoint.deadLettered > before && !bears({ taken: outputs.length, failed })) break;
      }
      atHand = null;
      const messages = offered.slice(0, outputs.length);
      if (messages.length === 0) watermark.idle(options.now());
      else watermark.busy(options.now());
      evaluator.judge(watermark.current, newest);
      for (const event of evaluator.takeEvents()) {
        metrics.alerts.add(1, { rule: event.rule, type: event.type });
        outputs.push(alertMessage(event));
      }
      for (const window of services.takeClosed(watermark.current)) {
        outputs.push({ topic: TOPIC.windows, partition, key: window.service, value: JSON.stringify(window) });
      }
      outputs.push(...partialsMessages(), ...stateMessages(messages));
      metrics.taken.add(messages.length);
      return { publish: outputs, taken: messages.length, failed };
    },
    changeRules: useRules,
    workAtHand: () => atHand,
  };
}
