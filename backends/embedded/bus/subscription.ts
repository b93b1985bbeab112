import { randomUUID } from 'node:crypto';
import type { Assignment, BatchResult, StartAt, SubscribeOptions, Subscription } from '../../../core/log-bus.ts';
import { createSignal, type Signal } from '../../../core/signal.ts';
import type { Appender } from './appender.ts';
import type { Catalog, Slot } from './catalog.ts';
import type { Claim, Claims } from './claims.ts';
import { createLingerRound, type LingerRound } from './linger-round.ts';
import type { MessageTable } from './message-table.ts';
import { consumePartition, type Hold, tell } from './partition-consumer.ts';
import { createPartitionReader } from './partition-reader.ts';
import type { Wakeups } from './wakeups.ts';
import type { WriteQueue } from './write-queue.ts';

/** What the parts of one bus share. */
export interface BusParts {
  catalog: Catalog;
  table: MessageTable;
  claims: Claims;
  appender: Appender;
  queue: WriteQueue;
  wakeups: Wakeups;
}

interface Member {
  parts: BusParts;
  options: SubscribeOptions;
  id: string;
  isClosing(): boolean;
}

const READER_HOLD: Hold = {
  isValid: () => true,
  commit: () => Promise.reject(new Error('a subscription without a group has nothing to commit')),
};

/**
 * Begins to read. In a group the newest member takes every partition over; the earlier ones stand by and go on when it closes.
 */
export async function createSubscription(parts: BusParts, options: SubscribeOptions): Promise<Subscription> {
  const { catalog, queue, claims, wakeups } = parts;
  const { group, topics } = options;
  const slots = topics.flatMap((name) => catalog.topic(name).slots);
  const signals: Signal[] = [];
  const round = createLingerRound(signals);
  let closing = false;
  const member: Member = { parts, options, id: randomUUID(), isClosing: () => closing };
  const starts = slots.map((slot) => startOffset(parts.table, slot, options.startAt ?? 'earliest'));
  const taken = group ? await queue.write({ run: () => slots.map((slot) => claims.take(group, slot, member.id)) }) : [];
  const stopListening = wakeups.listen(topics, () => {
    for (const signal of signals) signal.wake();
  });
  if (group) wakeups.announce(topics);
  const ends = slots.map((slot, at) => {
    const signal = createSignal();
    signals.push(signal);
    return runSlot(member, slot, { signal, round, start: starts[at] ?? 0, taken: taken[at] ?? null });
  });

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    closing = true;
    for (const signal of signals) signal.wake();
    const held = (await Promise.all(ends)).filter((claim) => claim !== null);
    stopListening();
    if (held.length === 0) return;
    await queue.write({ run: () => held.map(claims.release) });
    wakeups.announce(topics);
  };
  return {
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/** Reads a slot for as long as the subscription is open. Resolves with the claim that is still held. */
async function runSlot(
  member: Member,
  slot: Slot,
  { signal, round, start, taken }: { signal: Signal; round: LingerRound; start: number; taken: Claim | null },
): Promise<Claim | null> {
  const { parts, options, isClosing } = member;
  const reader = createPartitionReader(parts.table, slot, (error) => tell(options, error));
  let claim = taken;
  reader.seek(start);
  const assign = (): Assignment => {
    if (claim) reader.seek(parts.claims.nextOffset(claim) ?? start);
    reader.skipLost();
    const { topic, partition } = slot;
    return {
      topic: topic.name,
      partition,
      epoch: topic.epoch,
      offset: reader.position(),
      state: stateOf(member, slot),
    };
  };
  await Promise.resolve();
  for (;;) {
    const hold = claim ? holdOf(parts, claim) : READER_HOLD;
    const end = await consumePartition({ slot, reader, hold, options, signal, round, isClosing, assign });
    if (end === 'closed') return claim;
    try {
      await options.onRevoked?.(slot.topic.name, slot.partition);
    } catch (error) {
      tell(options, error);
    }
    claim = await standBy(member, slot, signal);
    if (claim === null) return null;
  }
}

function holdOf({ claims, queue, appender, wakeups }: BusParts, claim: Claim): Hold {
  return {
    isValid: () => claims.isValid(claim),
    async commit(nextOffset: number, { publish = [] }: BatchResult) {
      appender.check(publish);
      const append = appender.begin();
      append.add(publish);
      await queue.write({
        prepare: append.encode,
        run() {
          claims.require(claim);
          append.run();
          claims.moveTo(claim, nextOffset);
        },
      });
      if (publish.length > 0) wakeups.announce(append.topics());
    },
  };
}

function startOffset(table: MessageTable, slot: Slot, startAt: StartAt): number {
  if (startAt === 'latest') return table.endOffset(slot);
  if (startAt === 'earliest') return table.beginOffset(slot);
  if ('timestamp' in startAt) return table.offsetAt(slot, startAt.timestamp);
  const wanted = startAt.offsets[slot.partition];
  return wanted === undefined ? table.beginOffset(slot) : Math.min(wanted, table.endOffset(slot));
}

function stateOf({ parts, options }: Member, slot: Slot): Map<string, Buffer> {
  if (options.stateTopic === undefined) return new Map();
  const stateSlot = parts.catalog.topic(options.stateTopic).slots[slot.partition];
  return stateSlot ? parts.table.state(stateSlot) : new Map();
}

/** Waits until nobody reads the slot for the group, then takes it; null when the subscription closes first. */
async function standBy({ parts, options, id, isClosing }: Member, slot: Slot, signal: Signal): Promise<Claim | null> {
  const { claims, queue } = parts;
  const group = options.group ?? '';
  while (!isClosing()) {
    try {
      if (claims.isFree(group, slot)) {
        const claim = await queue.write({ run: () => claims.takeIfFree(group, slot, id) });
        if (claim) return claim;
      }
    } catch (error) {
      tell(options, error);
    }
    await signal.wait(1_000);
  }
  return null;
}
