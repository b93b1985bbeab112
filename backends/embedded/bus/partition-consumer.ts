import { PipelineError } from '../../../core/errors.ts';
import { lingerOf } from '../../../core/linger.ts';
import type { Assignment, Batch, BatchResult, IncomingMessage, SubscribeOptions } from '../../../core/log-bus.ts';
import type { Signal } from '../../../core/signal.ts';
import type { Slot } from './catalog.ts';
import type { LingerRound } from './linger-round.ts';
import type { PartitionReader } from './partition-reader.ts';

const DEFAULT_MAX_MESSAGES = 4_096;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 10_000;

/** How a consumer holds its partition: alone for a group, or like everyone for a reader without one. */
export interface Hold {
  isValid(): boolean;
  /** Publishes and moves the offset in one transaction. @throws PipelineError `fenced` */
  commit(nextOffset: number, result: BatchResult): Promise<void>;
}

export interface PartitionConsumerOptions {
  slot: Slot;
  reader: PartitionReader;
  hold: Hold;
  options: SubscribeOptions;
  signal: Signal;
  round: LingerRound;
  isClosing(): boolean;
  /** Moves the reader to where the delivery begins. */
  assign(): Assignment;
}

/** Delivers one partition until it is lost or the subscription closes. Says which. Never rejects. */
export async function consumePartition(consumer: PartitionConsumerOptions): Promise<'lost' | 'closed'> {
  const { hold, options, isClosing } = consumer;
  let assigned = false;
  let failures = 0;
  for (;;) {
    try {
      if (isClosing()) return 'closed';
      if (!hold.isValid()) return 'lost';
      if (!assigned) {
        const assignment = consumer.assign();
        await options.onAssigned?.(assignment);
        assigned = true;
      }
      const messages = await nextMessages(consumer);
      if (messages === null) continue;
      failures = (await deliver(consumer, messages)) || messages.length === 0 ? 0 : failures + 1;
    } catch (error) {
      failures += 1;
      tell(options, error);
    }
    // What the handler counted of a batch that was not committed must not be counted again.
    if (failures > 0 && options.stateTopic !== undefined) assigned = false;
    // Also without a failure: a handler that never waits must leave the event loop a turn.
    if (failures === 0) await new Promise((resolve) => setImmediate(resolve));
    else await pause(Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS), consumer);
  }
}

/** A handler for errors that fails itself must not end the delivery. */
export function tell(options: SubscribeOptions, error: unknown): void {
  try {
    options.onError?.(error);
  } catch {}
}

async function pause(ms: number, { signal, isClosing }: PartitionConsumerOptions): Promise<void> {
  const until = performance.now() + ms;
  while (!isClosing() && performance.now() < until) await signal.wait(until - performance.now());
}

/** What is to be delivered next: messages, or none at a tick; null when there is nobody to deliver to any more. */
async function nextMessages(consumer: PartitionConsumerOptions): Promise<IncomingMessage[] | null> {
  const { reader, options, signal, round, hold, isClosing } = consumer;
  const { maxMessages = DEFAULT_MAX_MESSAGES, tickMs = Number.POSITIVE_INFINITY } = options;
  const began = performance.now();
  let filling: number | null = null;
  while (!isClosing() && hold.isValid()) {
    const available = reader.available();
    const now = performance.now();
    if (available > 0) filling ??= now;
    const lingerMs = lingerOf(options, available);
    const lingered = filling !== null && now - filling >= lingerMs;
    if (lingered && lingerMs > 0) round.end(signal, now);
    if (available >= maxMessages || lingered || (filling !== null && round.isOver(filling))) {
      const messages = reader.read(maxMessages);
      if (messages.length > 0) return messages;
      filling = null;
    } else if (filling === null && now - began >= tickMs) return [];
    else await signal.wait(filling === null ? tickMs - (now - began) : lingerMs - (now - filling));
  }
  return null;
}

/** Whether the handler finished the batch. */
async function deliver(consumer: PartitionConsumerOptions, messages: IncomingMessage[]): Promise<boolean> {
  const { slot, reader, hold, options } = consumer;
  const past = (messages.at(-1)?.offset ?? reader.position() - 1) + 1;
  let committed = false;
  let returned = false;
  let commit: Promise<void> | null = null;
  const finish = async (result: BatchResult): Promise<void> => {
    const next = result.offset ?? past;
    await hold.commit(next, result);
    committed = true;
    reader.seek(next);
  };
  const batch: Batch = {
    topic: slot.topic.name,
    partition: slot.partition,
    epoch: slot.topic.epoch,
    messages,
    isStale: () => !hold.isValid(),
    async commit(result = {}) {
      if (commit || returned) throw new PipelineError('conflict', 'a batch is committed once, before it is returned');
      commit = finish(result);
      await commit;
    },
  };
  try {
    await options.onBatch(batch);
  } finally {
    returned = true;
    await (commit as Promise<void> | null)?.catch(() => {});
  }
  if (options.group === undefined) reader.seek(past);
  return options.group === undefined || committed;
}
