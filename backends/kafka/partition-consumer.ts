import { PipelineError } from '../../core/errors.ts';
import { lingerOf } from '../../core/linger.ts';
import type { Batch, IncomingMessage, SubscribeOptions } from '../../core/log-bus.ts';
import type { Catalog, Topic } from './catalog.ts';
import type { Cluster } from './cluster.ts';
import { toPipelineError } from './errors.ts';
import type { Fetcher, FetchTarget } from './fetcher.ts';
import type { Hold } from './hold.ts';
import { rangesOf } from './offsets.ts';

export interface PartitionConsumerOptions {
  cluster: Cluster;
  catalog: Catalog;
  fetcher: Fetcher;
  target: FetchTarget;
  hold: Hold;
  options: SubscribeOptions;
  isClosing(): boolean;
}

interface Delivery {
  messages: IncomingMessage[];
  /** The offset behind the last, and behind what follows it without being a message. */
  past: number;
}

const DEFAULT_MAX_MESSAGES = 4_096;
const FIRST_PAUSE_MS = 50;
/** Short, since taking over is patient itself. */
const LONGEST_PAUSE_MS = 3_000;
/** A partition is quiet when nothing came for so long. */
const QUIET_MS = 200;

/** Delivers one partition until it is lost or the subscription closes. Says which. Never rejects. */
export async function consumePartition(consumer: PartitionConsumerOptions): Promise<'lost' | 'closed'> {
  const { hold, options, isClosing, target, fetcher } = consumer;
  let topic: Topic | null = null;
  let failures = 0;
  fetcher.add(target);
  try {
    for (;;) {
      try {
        if (isClosing()) return 'closed';
        if (!hold.isValid()) return 'lost';
        if (topic && target.doubt) topic = await clearDoubt(consumer, topic);
        if (topic === null || !hold.isPlaced()) topic = await begin(consumer, topic);
        const next = await nextDelivery(consumer);
        if (next === null) continue;
        failures = (await deliver(consumer, topic, next)) || next.messages.length === 0 ? 0 : failures + 1;
      } catch (error) {
        failures += 1;
        // Who has lost a partition before it was handed over has missed nothing.
        if (topic !== null || hold.isValid()) tell(options, toPipelineErrorIfOurs(error));
      }
      // What the handler counted of a batch that was not committed must not be counted again.
      if (failures > 0 && options.stateTopic !== undefined) topic = null;
      // Also without a failure: a handler that never waits must leave the event loop a turn.
      if (failures === 0) await new Promise((resolve) => setImmediate(resolve));
      else await pause(Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS), consumer);
    }
  } finally {
    fetcher.remove(target);
  }
}

/** A handler for errors that fails itself must not end the delivery. */
export function tell(options: SubscribeOptions, error: unknown): void {
  try {
    options.onError?.(error);
  } catch {}
}

/** Errors of handlers are passed on as they are; those of kafkajs are not. */
function toPipelineErrorIfOurs(error: unknown): unknown {
  return error instanceof Error && error.name.startsWith('KafkaJS') ? toPipelineError(error, 'consuming') : error;
}

async function pause(ms: number, { target, hold, isClosing }: PartitionConsumerOptions): Promise<void> {
  const until = performance.now() + ms;
  while (!isClosing() && hold.isValid() && performance.now() < until) {
    await target.signal.wait(until - performance.now());
  }
}

/** Takes the partition over and tells the consumer, unless it only has to find its place again. */
async function begin(consumer: PartitionConsumerOptions, assigned: Topic | null): Promise<Topic> {
  const { catalog, hold, options, target, fetcher } = consumer;
  const topic = assigned ?? (await catalog.topic(target.topic));
  const { offset, state } = await hold.place(topic, () => target.buffer.position());
  target.doubt = null;
  target.buffer.seek(await withinRange(consumer, topic, offset));
  if (assigned === null) {
    const { name, epoch } = topic;
    const position = target.buffer.position();
    await options.onAssigned?.({ topic: name, partition: target.partition, epoch, offset: position, state });
  }
  target.isPaused = false;
  fetcher.wake();
  return topic;
}

/** After a failed fetch: null when it is another topic of the same name by now, which begins anew. */
async function clearDoubt(consumer: PartitionConsumerOptions, topic: Topic): Promise<Topic | null> {
  const { catalog, target, fetcher } = consumer;
  catalog.forget(topic.name);
  const { epoch } = await catalog.topic(topic.name);
  if (epoch !== topic.epoch) return null;
  target.buffer.seek(await withinRange(consumer, topic, target.buffer.position()));
  target.doubt = null;
  fetcher.wake();
  return topic;
}

/** The offset, or the nearest that is there when retention or a broken replica took it: then the exact loss is told. */
async function withinRange(consumer: PartitionConsumerOptions, topic: Topic, offset: number): Promise<number> {
  const { cluster, options, target } = consumer;
  const { partition, doubt } = target;
  const [{ begin, end } = { begin: offset, end: offset }] = await rangesOf(cluster, [{ topic: topic.name, partition }]);
  const isCutOff = doubt === 'out of range' && offset > end;
  if (offset >= begin && !isCutOff) return offset;
  if (topic.compacted) return begin;
  const details = { topic: topic.name, partition, from: Math.min(offset, end), to: Math.max(offset, begin) - 1 };
  const range = `${details.from} to ${details.to} of "${topic.name}", partition ${partition}`;
  const what = isCutOff ? 'were there, but Kafka has lost them' : 'were removed before they were read';
  tell(options, new PipelineError('offset_lost', `Offsets ${range}, ${what}.`, { details }));
  return isCutOff ? end : begin;
}

/** What is to be delivered next: messages, or none at a tick; null when there is nobody to deliver to any more, or a doubt. */
async function nextDelivery(consumer: PartitionConsumerOptions): Promise<Delivery | null> {
  const { target, options, hold, isClosing } = consumer;
  const { maxMessages = DEFAULT_MAX_MESSAGES, tickMs = Number.POSITIVE_INFINITY } = options;
  const { buffer, signal } = target;
  const began = performance.now();
  let filling: number | null = null;
  while (!isClosing() && hold.isValid() && target.doubt === null) {
    const available = buffer.available();
    const now = performance.now();
    if (available > 0) filling ??= now;
    const lingerMs = lingerOf(options, available);
    const lingered = filling !== null && now - filling >= lingerMs;
    if (available >= maxMessages || lingered) {
      const next = buffer.read(maxMessages);
      if (next.messages.length > 0) return next;
      buffer.seek(next.past);
      filling = null;
    } else if (filling !== null) await signal.wait(lingerMs - (now - filling));
    else if (now - began >= tickMs && target.caughtUpAt >= began) return { messages: [], past: buffer.position() };
    else {
      if (now - began >= QUIET_MS) await skipMarks(consumer);
      const toTick = tickMs - (now - began);
      await signal.wait(toTick > 0 ? toTick : Number.POSITIVE_INFINITY);
    }
  }
  return null;
}

/** The next commit moves the offset anyway, so it does not matter when this fails. */
async function skipMarks({ hold, target }: PartitionConsumerOptions): Promise<void> {
  await hold.skipTo(target.buffer.position()).catch(() => {});
}

/** Whether the handler finished the batch. */
async function deliver(consumer: PartitionConsumerOptions, topic: Topic, delivery: Delivery): Promise<boolean> {
  const { target, fetcher, hold, options } = consumer;
  const { messages, past } = delivery;
  let committed = false;
  let returned = false;
  let commit: Promise<void> | null = null;
  const moveTo = (offset: number): void => {
    target.buffer.seek(offset);
    fetcher.wake();
  };
  const batch: Batch = {
    topic: topic.name,
    partition: target.partition,
    epoch: topic.epoch,
    messages,
    isStale: () => !hold.isValid(),
    async commit(result = {}) {
      if (commit || returned) throw new PipelineError('conflict', 'A batch is committed once, before it is returned.');
      const next = result.offset ?? past;
      commit = hold.commit(next, result).then(() => {
        committed = true;
        moveTo(next);
      });
      await commit;
    },
  };
  try {
    await options.onBatch(batch);
  } finally {
    returned = true;
    await (commit as Promise<void> | null)?.catch(() => {});
  }
  if (options.group === undefined) moveTo(past);
  return options.group === undefined || committed;
}
