import { PipelineError } from '../../core/errors.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { OutgoingMessage, Position } from '../../core/log-bus.ts';
import { boundOf } from './batch-writer.ts';
import type { Catalog, Topic } from './catalog.ts';
import { partitionOfKey } from './murmur2.ts';

/** Messages of one partition on their way, cut into batches that the brokers take. */
export interface OutboxPart {
  topic: string;
  partition: number;
  batches: OutgoingMessage[][];
  /** Offset of the first message of each batch, once known. */
  baseOffsets: number[];
}

/** Sorts messages to their partitions. */
export interface Outbox {
  /** @throws PipelineError `not_found`, `bad_request` or `record_too_large` before anything is taken */
  add(messages: readonly OutgoingMessage[]): () => Position[];
  parts(): OutboxPart[];
}

/** Bytes of a batch before compression. Far below what a broker takes, so that bounds need not be close. */
const ENOUGH_BYTES = 900_000;
const BATCH_COST_BYTES = 100;

interface Filling extends OutboxPart {
  bytes: number;
}

/** Topics that messages are for, as the catalog knows them. @throws PipelineError `not_found` */
export async function topicsOf(
  catalog: Catalog,
  messages: readonly OutgoingMessage[],
): Promise<ReadonlyMap<string, Topic>> {
  const topics = new Map<string, Topic>();
  let last: string | undefined;
  for (const { topic } of messages) {
    if (topic !== last && !topics.has(topic)) topics.set(topic, await catalog.topic(topic));
    last = topic;
  }
  return topics;
}

/** @throws PipelineError `bad_request` or `record_too_large` when a message can never be taken */
export function checkMessages(topics: ReadonlyMap<string, Topic>, messages: readonly OutgoingMessage[]): void {
  for (const message of messages) {
    const { topic: name, key, value, partition } = message;
    const topic = topics.get(name) as Topic;
    if (partition !== undefined && !(partition >= 0 && partition < topic.partitions)) {
      throw new PipelineError('bad_request', `Topic "${name}" has no partition ${partition}.`);
    }
    if (value === null && !topic.compacted) {
      throw new PipelineError('bad_request', `Only a compacted topic takes a null value; "${name}" is none.`);
    }
    if (key === null && topic.compacted) {
      throw new PipelineError('bad_request', `A message on the compacted topic "${name}" needs a key.`);
    }
    if (isTooLarge(message, topic.maxMessageBytes - BATCH_COST_BYTES)) {
      throw new PipelineError('record_too_large', `"${name}" takes ${topic.maxMessageBytes} bytes a message at most.`);
    }
  }
}

function isTooLarge(message: OutgoingMessage, maxBytes: number): boolean {
  if (boundOf(message) <= maxBytes) return false;
  const { key, value, headers = {} } = message;
  const texts = [key ?? '', ...Object.entries(headers).flat()];
  const valueBytes = typeof value === 'string' ? Buffer.byteLength(value) : (value?.length ?? 0);
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 5, valueBytes) + 40 > maxBytes;
}

/** @param turn chooses the partition of messages without a key: one for all of a call */
export function createOutbox(topics: ReadonlyMap<string, Topic>, turn: number): Outbox {
  const parts = new Map<string, Map<number, Filling>>();
  const keyPartitions = new Map<string, number>();

  const partitionOf = ({ partition, key, topic: name }: OutgoingMessage): number => {
    if (partition !== undefined) return partition;
    const { partitions } = topics.get(name) as Topic;
    if (key === null) return turn % partitions;
    if (partitions === 1) return 0;
    return getOrCreate(keyPartitions, `${partitions} ${key}`, () => partitionOfKey(key, partitions));
  };
  const partOf = (topic: string, partition: number): Filling =>
    getOrCreate(
      getOrCreate(parts, topic, () => new Map()),
      partition,
      () => ({ topic, partition, batches: [], baseOffsets: [], bytes: 0 }),
    );
  return {
    add(messages) {
      const places: { part: Filling; batch: number; index: number }[] = new Array(messages.length);
      let part: Filling | undefined;
      for (let at = 0; at < messages.length; at++) {
        const message = messages[at] as OutgoingMessage;
        const partition = partitionOf(message);
        if (part?.topic !== message.topic || part.partition !== partition) part = partOf(message.topic, partition);
        const bytes = boundOf(message);
        if (part.batches.length === 0 || part.bytes + bytes > ENOUGH_BYTES) {
          part.batches.push([]);
          part.bytes = 0;
        }
        part.bytes += bytes;
        const batch = part.batches.length - 1;
        places[at] = { part, batch, index: (part.batches[batch] as OutgoingMessage[]).push(message) - 1 };
      }
      return () =>
        places.map(({ part, batch, index }) => ({
          partition: part.partition,
          offset: (part.baseOffsets[batch] as number) + index,
        }));
    },
    parts: () => [...parts.values()].flatMap((ofTopic) => [...ofTopic.values()]),
  };
}
