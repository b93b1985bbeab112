import { PipelineError } from '../../core/errors.ts';
import type { BatchResult } from '../../core/log-bus.ts';
import type { Topic } from './catalog.ts';
import type { Cluster } from './cluster.ts';
import { toPipelineError } from './errors.ts';
import type { GroupMember } from './group-member.ts';
import { MOMENT, type PartitionName } from './offset-requests.ts';
import { commitOffset, committedOffsets, isOfTopic, offsetsAt } from './offsets.ts';
import { openPartitionProducer, type PartitionProducer, type TransactionSettings } from './partition-producer.ts';
import { readState } from './state-reader.ts';

/** Where a delivery begins. */
export interface Place {
  offset: number;
  state: ReadonlyMap<string, Buffer>;
}

/** How a consumer holds its partition: alone for a group, or like everyone for a reader without one. */
export interface Hold {
  isValid(): boolean;
  /**
   * Where to begin, or to go on behind `position`. For a group this takes the partition over: whoever was before can write
   * nothing more, and the place is as committed.
   */
  place(topic: Topic, position: () => number): Promise<Place>;
  /** Whether the place still holds; not after a commit of which it is unknown whether it was made. */
  isPlaced(): boolean;
  /** Publishes and moves the offset in one transaction. @throws PipelineError `fenced` */
  commit(nextOffset: number, result: BatchResult): Promise<void>;
  /** Moves the offset over marks of transactions, which are no messages, so that no lag is left of them. */
  skipTo(offset: number): Promise<void>;
}

const NO_STATE: ReadonlyMap<string, Buffer> = new Map();

export interface ReaderHoldOptions {
  settings: TransactionSettings;
  stateTopic: string | undefined;
  part: PartitionName;
  /** Null for the begin of the log. */
  start: number | null;
}

export function createReaderHold({ settings, stateTopic, part, start }: ReaderHoldOptions): Hold {
  const { cluster } = settings;
  let epoch: string | null = null;
  return {
    isValid: () => true,
    async place(topic, position) {
      const isFirst = epoch === null;
      const offset = topic.epoch === epoch ? position() : ((isFirst ? start : null) ?? (await beginOf(cluster, part)));
      epoch = topic.epoch;
      if (stateTopic === undefined) return { offset, state: NO_STATE };
      const statePart = { topic: stateTopic, partition: part.partition };
      const [end = 0] = await offsetsAt(cluster, [statePart], MOMENT.latest);
      return { offset, state: await readState(cluster, statePart, end - 1) };
    },
    isPlaced: () => epoch !== null,
    commit: () => Promise.reject(new Error('a subscription without a group has nothing to commit')),
    skipTo: async () => {},
  };
}

/** Says whether the partition is still ours. */
export interface Claim {
  isValid: boolean;
}

export interface GroupHoldOptions {
  settings: TransactionSettings;
  /** Namespace of the producers' names, the same for all members. */
  prefix: string;
  group: string;
  stateTopic: string | undefined;
  part: PartitionName;
  /** Null for the begin of the log. */
  start: number | null;
  claim: Claim;
  member: GroupMember;
}

export function createGroupHold(options: GroupHoldOptions): Hold {
  const { settings, group, stateTopic, part, claim, member } = options;
  const name = `${options.prefix}-${group}-${part.topic}-${part.partition}`;
  let producer: PartitionProducer | null = null;
  let committed = -1;
  let epoch = '';

  const requireClaim = (): void => {
    if (claim.isValid) return;
    const details = { ...part, group };
    const place = `Partition ${part.partition} of "${part.topic}"`;
    throw new PipelineError('fenced', `${place} belongs to somebody else by now.`, { details });
  };
  const asOwner: GroupMember['asMember'] = (work) =>
    member.asMember((membership) => {
      requireClaim();
      return work(membership);
    });
  const moveAlone = (offset: number): Promise<void> =>
    asOwner((membership) => commitOffset(settings.cluster, membership, { ...part, offset, epoch })).catch((error) => {
      throw toPipelineError(error, 'committing');
    });

  return {
    isValid: () => claim.isValid,
    isPlaced: () => producer?.isUsable() ?? false,
    async place(topic) {
      epoch = topic.epoch;
      producer = null;
      // Not to fence the owner whom the group has chosen meanwhile.
      await asOwner(async () => {});
      const opened = await openPartitionProducer(settings, name);
      const state = stateTopic === undefined ? NO_STATE : await takeState(options, opened, stateTopic);
      committed = await stableOffset(settings, group, part, epoch);
      const offset = committed >= 0 ? committed : (options.start ?? (await beginOf(settings.cluster, part)));
      producer = opened;
      return { offset, state };
    },
    async commit(nextOffset, { publish = [] }) {
      requireClaim();
      const opened = producer as PartitionProducer;
      const offset = nextOffset === committed ? null : { ...part, offset: nextOffset, epoch, asMember: asOwner };
      if (publish.length === 0 && stateTopic === undefined) {
        producer = null;
        if (offset) await moveAlone(nextOffset);
        producer = opened;
      } else await opened.commit(publish, offset);
      committed = nextOffset;
    },
    async skipTo(offset) {
      if (offset <= committed || !claim.isValid) return;
      await moveAlone(offset);
      committed = offset;
    },
  };
}

async function beginOf(cluster: Cluster, part: PartitionName): Promise<number> {
  const [begin = 0] = await offsetsAt(cluster, [part], MOMENT.earliest);
  return begin;
}

/**
 * State as committed. A mark is written behind everything that the previous owners wrote; once it can be read, nothing
 * before it can change any more. It removes a key that nobody has, so no reader ever sees it.
 */
async function takeState(
  { settings, group, part }: GroupHoldOptions,
  producer: PartitionProducer,
  stateTopic: string,
): Promise<ReadonlyMap<string, Buffer>> {
  const { topic, partition } = part;
  const mark = { topic: stateTopic, partition, key: `bus.owner/${group}/${topic}/${partition}`, value: null };
  const [position] = await producer.commit([mark], null);
  return readState(settings.cluster, { topic: stateTopic, partition }, position?.offset ?? -1);
}

/** The group's offset, -1 without one, or when it is of a topic of the same name that was deleted. */
async function stableOffset(
  { cluster }: TransactionSettings,
  group: string,
  part: PartitionName,
  epoch: string,
): Promise<number> {
  const [found] = await cluster.patiently('reading the offset', () => committedOffsets(cluster, group, [part], true));
  return found && isOfTopic(found, epoch) ? found.offset : -1;
}
