import type { StartAt, SubscribeOptions, Subscription } from '../../core/log-bus.ts';
import { createSignal } from '../../core/signal.ts';
import type { Cluster } from './cluster.ts';
import { createFetcher, type FetchTarget } from './fetcher.ts';
import { type GroupSettings, joinGroup } from './group-member.ts';
import { type Claim, createGroupHold, createReaderHold, type Hold } from './hold.ts';
import type { PartitionName } from './offset-requests.ts';
import { startOffsets } from './offsets.ts';
import { createPartitionBuffer } from './partition-buffer.ts';
import { consumePartition, tell } from './partition-consumer.ts';
import type { TransactionSettings } from './partition-producer.ts';

/** What the parts of one bus share. */
export interface BusParts extends TransactionSettings {
  groups: GroupSettings;
  /** Namespace of the names that producers have at the brokers. */
  prefix: string;
  /** Further connections, for whoever keeps one busy. */
  openCluster(): Cluster;
}

interface Slot extends PartitionName {
  /** Null for the begin of the log. */
  start: number | null;
  compacted: boolean;
}

const SHORTEST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 500;
const LONGEST_GAP_MS = 25;

/** Begins to read. @throws PipelineError `not_found` or `unavailable` */
export async function createSubscription(parts: BusParts, options: SubscribeOptions): Promise<Subscription> {
  const { group, lingerMs = 0, tickMs = Number.POSITIVE_INFINITY } = options;
  const slots = await slotsOf(parts, options);
  const cluster = parts.openCluster();
  const fetcher = createFetcher({
    cluster,
    // The answer that nothing is there is what a tick waits for.
    maxWaitMs: Math.min(Math.max(tickMs / 2, SHORTEST_WAIT_MS), LONGEST_WAIT_MS),
    gapMs: Math.min(lingerMs / 4, LONGEST_GAP_MS),
    onError: (error) => tell(options, error),
  });
  const targets = new Set<FetchTarget>();
  let closing = false;

  const consume = async (slot: Slot, hold: Hold): Promise<'lost' | 'closed'> => {
    const target = createTarget(slot);
    targets.add(target);
    const shared = { cluster: parts.cluster, catalog: parts.catalog, fetcher, target, hold, options };
    return consumePartition({ ...shared, isClosing: () => closing }).finally(() => targets.delete(target));
  };
  const wakeAll = (): void => {
    for (const { signal } of targets) signal.wake();
  };
  const reading =
    group === undefined
      ? readAll(parts, options, slots, consume)
      : shareAmongGroup({ parts, options, group, slots, cluster: parts.openCluster(), consume, wakeAll });
  const close = async (): Promise<void> => {
    closing = true;
    wakeAll();
    await reading.end();
    const stopped = fetcher.stop();
    await cluster.close();
    await stopped;
  };
  let closed: Promise<void> | undefined;
  return {
    close() {
      closed ??= close();
      return closed;
    },
  };
}

async function slotsOf(parts: BusParts, options: SubscribeOptions): Promise<Slot[]> {
  const topics = await Promise.all(options.topics.map((name) => parts.catalog.topic(name)));
  if (options.stateTopic !== undefined) await parts.catalog.topic(options.stateTopic);
  const slots = topics.flatMap(({ name, partitions, compacted }) =>
    Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition, compacted })),
  );
  const startAt: StartAt = options.startAt ?? 'earliest';
  const starts = startAt === 'earliest' ? [] : await startOffsets(parts.cluster, slots, startAt);
  return slots.map((slot, at) => ({ ...slot, start: starts[at] ?? null }));
}

function createTarget({ topic, partition, compacted }: Slot): FetchTarget {
  return {
    topic,
    partition,
    buffer: createPartitionBuffer(compacted),
    signal: createSignal(),
    caughtUpAt: Number.NEGATIVE_INFINITY,
    doubt: null,
    isPaused: true,
  };
}

type Consume = (slot: Slot, hold: Hold) => Promise<'lost' | 'closed'>;

interface Reading {
  /** Resolves when the batches in hand are finished. */
  end(): Promise<void>;
}

function readAll(settings: BusParts, options: SubscribeOptions, slots: readonly Slot[], consume: Consume): Reading {
  const { stateTopic } = options;
  const ends = slots.map((slot) =>
    consume(slot, createReaderHold({ settings, stateTopic, part: nameOf(slot), start: slot.start })),
  );
  return {
    async end() {
      await Promise.all(ends);
    },
  };
}

interface SharedReading {
  parts: BusParts;
  options: SubscribeOptions;
  group: string;
  slots: readonly Slot[];
  cluster: Cluster;
  consume: Consume;
  wakeAll(): void;
}

function shareAmongGroup(shared: SharedReading): Reading {
  const { parts, options, group, slots, cluster, consume, wakeAll } = shared;
  const { stateTopic, topics } = options;
  const claims = new Map<Slot, Claim>();
  const ends = new Map<Slot, Promise<void>>();

  const hold = async (slot: Slot, claim: Claim, before: Promise<void> | undefined): Promise<void> => {
    await before;
    if (!claim.isValid) return;
    const part = nameOf(slot);
    const settings = { settings: parts, prefix: parts.prefix, group, stateTopic, start: slot.start };
    const end = await consume(slot, createGroupHold({ ...settings, part, claim, member }));
    if (end === 'closed') return;
    try {
      await options.onRevoked?.(slot.topic, slot.partition);
    } catch (error) {
      tell(options, error);
    }
  };
  const onOwned = (owned: readonly PartitionName[]): void => {
    for (const slot of slots) {
      const isOurs = owned.some(({ topic, partition }) => topic === slot.topic && partition === slot.partition);
      const claim = claims.get(slot);
      if (claim && !isOurs) {
        claim.isValid = false;
        claims.delete(slot);
      } else if (!claim && isOurs) {
        const taken = { isValid: true };
        claims.set(slot, taken);
        ends.set(slot, hold(slot, taken, ends.get(slot)));
      }
    }
    wakeAll();
  };
  const onError = (error: unknown): void => tell(options, error);
  const { cluster: main, catalog, groups, now } = parts;
  const member = joinGroup({ ...groups, cluster, main, catalog, group, topics, since: now(), onOwned, onError });
  return {
    async end() {
      await Promise.all(ends.values());
      await member.leave();
    },
  };
}

function nameOf({ topic, partition }: Slot): PartitionName {
  return { topic, partition };
}
