import type { DeadLetterOrigin } from '../core/dead-letter.ts';
import { PipelineError } from '../core/errors.ts';
import type { IncomingMessage, OutgoingMessage } from '../core/log-bus.ts';
import type { LogRecord } from '../core/record.ts';
import { MAX_MESSAGE_BYTES, TOPIC } from '../core/topics.ts';
import type { Checkpoint } from './checkpoint.ts';
import { deadLetter } from './dead-letter.ts';
import type { ProcessorMetrics } from './processor-metrics.ts';
import { createRecordMaker, type RecordMakerOptions } from './record-maker.ts';

export type Stage = Extract<DeadLetterOrigin['stage'], 'decode' | 'classify' | 'count'>;

/** A message at a stage. */
export interface Work {
  offset: number;
  stage: Stage;
}

export interface LogTakerOptions extends RecordMakerOptions {
  /** Its counts go on with each log. */
  checkpoint: Checkpoint;
  metrics: ProcessorMetrics;
  /** A message that did not come to an end, twice: it is not tried again. */
  endless?: Work | undefined;
  /** Called with each finished record and the time of its receipt. */
  count(record: LogRecord, receivedAt: number): void;
  now(): number;
}

/** Takes one log after the other through its stages. */
export interface LogTaker {
  /** What becomes of it: the finished record, or a dead letter. Failures of this program, not of a sender, are counted in `failed`. */
  take(message: IncomingMessage, processedAt: string, failed: Map<Stage, number>): OutgoingMessage;
  /** Where `take` is, or was when it was cut off; null after `rest`. */
  workAtHand(): Work | null;
  rest(): void;
}

/** Leaves room for the key. */
const MAX_RECORD_BYTES = MAX_MESSAGE_BYTES - 4_096;

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

export function createLogTaker(options: LogTakerOptions): LogTaker {
  const { partition, checkpoint, metrics, endless, count, now } = options;
  const maker = createRecordMaker(options);
  let atHand: Work | null = null;

  const finish = (message: IncomingMessage, work: Work, processedAt: string): OutgoingMessage => {
    refuseEndless(work, endless);
    const event = maker.read(message);
    work.stage = 'classify';
    const record = maker.finish(event, message, processedAt);
    const value = writeRecord(record);
    work.stage = 'count';
    count(record, message.timestamp);
    checkpoint.classified++;
    return { topic: TOPIC.classified, partition, key: record.service, value, timestamp: message.timestamp };
  };
  return {
    take(message, processedAt, failed) {
      const work: Work = { offset: message.offset, stage: 'decode' };
      atHand = work;
      try {
        return finish(message, work, processedAt);
      } catch (error) {
        const { stage } = work;
        checkpoint.deadLettered++;
        metrics.deadLettered.add(1, { stage });
        if (!isSendersFault(error)) failed.set(stage, (failed.get(stage) ?? 0) + 1);
        return deadLetter({ topic: TOPIC.logs, partition, message, stage }, error, now());
      }
    },
    workAtHand: () => atHand,
    rest() {
      atHand = null;
    },
  };
}
