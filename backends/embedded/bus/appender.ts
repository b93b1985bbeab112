import { PipelineError } from '../../../core/errors.ts';
import type { OutgoingMessage, Position } from '../../../core/log-bus.ts';
import { type EncodedBatch, encodeBatches } from './batch-codec.ts';
import type { Catalog, Slot, Topic } from './catalog.ts';
import { partitionOfKey } from './key-hash.ts';
import type { MessageTable } from './message-table.ts';

/** A batch larger than this could not be held by its readers. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

const ENOUGH_BYTES = 4 * 1024 * 1024;
/** What a message costs beside its value. */
const MESSAGE_COST_BYTES = 200;

interface Part {
  slot: Slot;
  messages: OutgoingMessage[];
  batches: EncodedBatch[];
  base: number;
}

/** Messages of one or more calls on their way into the database: route, encode outside the transaction, append inside. */
export interface Append {
  /** Sorts the messages of one call to their partitions. The function gives their positions, once appended. */
  add(messages: readonly OutgoingMessage[]): () => Position[];
  encode(): void;
  /** Inside a write transaction. */
  run(): void;
  /** Whether so much was added that the next call should go into another transaction. */
  isFull(): boolean;
  /** Names of the topics that grow. */
  topics(): Set<string>;
}

export interface Appender {
  /** @throws PipelineError `not_found`, `bad_request` or `record_too_large` before anything is taken. */
  check(messages: readonly OutgoingMessage[]): void;
  begin(): Append;
}

export function createAppender(catalog: Catalog, table: MessageTable, now: () => number): Appender {
  let turn = 0;

  const begin = (): Append => {
    const parts = new Map<number, Part>();
    let at = 0;
    let bytes = 0;
    const partOf = (slot: Slot): Part => {
      let part = parts.get(slot.id);
      if (!part) {
        part = { slot, messages: [], batches: [], base: 0 };
        parts.set(slot.id, part);
      }
      return part;
    };
    const add = (messages: readonly OutgoingMessage[]) => {
      turn += 1;
      const route = createRoute(catalog, turn);
      const placed: { part: Part; index: number }[] = new Array(messages.length);
      for (let index = 0; index < messages.length; index++) {
        const message = messages[index] as OutgoingMessage;
        const part = partOf(route(message));
        bytes += MESSAGE_COST_BYTES + (message.value?.length ?? 0);
        placed[index] = { part, index: part.messages.push(message) - 1 };
      }
      return () => placed.map(({ part, index }) => ({ partition: part.slot.partition, offset: part.base + index }));
    };
    const encode = (): void => {
      at = now();
      for (const part of parts.values()) {
        if (!part.slot.topic.compacted) part.batches = encodeBatches(part.messages, at);
      }
    };
    const run = (): void => {
      for (const part of parts.values()) {
        const { slot, messages, batches } = part;
        part.base = slot.topic.compacted
          ? table.appendEntries(slot, messages, at)
          : table.appendBatches(slot, batches, at);
      }
    };
    const topics = (): Set<string> => new Set([...parts.values()].map(({ slot }) => slot.topic.name));
    return { add, encode, run, topics, isFull: () => bytes >= ENOUGH_BYTES };
  };

  return { check: (messages) => checkMessages(catalog, messages), begin };
}

/** Key, else one partition for all of the call, another for the next. */
function createRoute(catalog: Catalog, turn: number): (message: OutgoingMessage) => Slot {
  let topic: Topic | undefined;
  return ({ topic: name, key, partition }) => {
    if (topic?.name !== name) topic = catalog.topic(name);
    const { slots } = topic;
    const at = partition ?? (key === null ? turn % slots.length : partitionOfKey(key, slots.length));
    return slots[at] as Slot;
  };
}

function checkMessages(catalog: Catalog, messages: readonly OutgoingMessage[]): void {
  let topic: Topic | undefined;
  for (const { topic: name, key, value, partition } of messages) {
    if (topic?.name !== name) topic = catalog.topic(name);
    if (partition !== undefined && !topic.slots[partition]) {
      throw new PipelineError('bad_request', `topic "${name}" has no partition ${partition}`);
    }
    if (value === null && !topic.compacted) {
      throw new PipelineError('bad_request', `only a compacted topic takes a null value; "${name}" is none`);
    }
    if (key === null && topic.compacted) {
      throw new PipelineError('bad_request', `a message on the compacted topic "${name}" needs a key`);
    }
    if (value !== null && value.length > MAX_MESSAGE_BYTES) {
      throw new PipelineError('record_too_large', `a message may have ${MAX_MESSAGE_BYTES} bytes at most`);
    }
  }
}
