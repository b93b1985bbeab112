import { setTimeout as pauseFor } from 'node:timers/promises';
import { PipelineError } from '../../core/errors.ts';
import { createSignal } from '../../core/signal.ts';
import { assignPartitions } from './assign-partitions.ts';
import type { Catalog } from './catalog.ts';
import type { Cluster } from './cluster.ts';
import { failureType, isFenced, toPipelineError } from './errors.ts';
import { decodeAssignment, decodeCandidate, encodeAssignment, encodeCandidate } from './membership-codec.ts';
import type { Membership, PartitionName } from './offset-requests.ts';

export interface GroupSettings {
  /** Who is not heard of for so long loses its partitions, ms. */
  sessionTimeoutMs: number;
  /** How long the others wait for a member when the group is rearranged, ms. */
  rebalanceTimeoutMs: number;
  heartbeatMs: number;
}

export interface GroupMemberOptions extends GroupSettings {
  /** Connections of its own: joining keeps one busy until everybody has joined. */
  cluster: Cluster;
  /** Other connections, to leave over. */
  main: Cluster;
  catalog: Catalog;
  group: string;
  topics: readonly string[];
  /** When it subscribed, epoch ms: the newest members come first. */
  since: number;
  /** Told of all partitions that are ours from now on. */
  onOwned(parts: readonly PartitionName[]): void;
  onError(error: PipelineError): void;
}

/** Does something as the group sees us now, and again when the group was rearranged meanwhile. */
export type AsMember = (work: (membership: Membership) => Promise<void>) => Promise<void>;

/** A member of a consumer group, whose heart beats whatever the consumer is busy with. */
export interface GroupMember {
  asMember: AsMember;
  /** Gives the partitions back. */
  leave(): Promise<void>;
}

const PROTOCOL = 'newest-first';
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
const REARRANGED_TRIES = 5;
/** A coordinator moves, and a new cluster first makes its topic of offsets: no news before so long, ms. */
const QUIET_MS = 5_000;

export function joinGroup(options: GroupMemberOptions): GroupMember {
  const { cluster, main, group, rebalanceTimeoutMs } = options;
  const signal = createSignal();
  let memberId = '';
  let generation = -1;
  let owned: readonly PartitionName[] = [];
  let settled = Promise.withResolvers<void>();
  let isSettled = false;
  let leaving = false;

  let failures = 0;
  let heardAt = performance.now();
  const heard = (): void => {
    failures = 0;
    heardAt = performance.now();
  };
  const own = (parts: readonly PartitionName[]): void => {
    owned = parts;
    options.onOwned(parts);
  };
  const join = async (): Promise<void> => {
    const coordinator = await cluster.coordinator('group', group);
    const metadata = encodeCandidate({ topics: options.topics, since: options.since, owned });
    const joined = await coordinator.joinGroup({
      groupId: group,
      memberId,
      sessionTimeout: options.sessionTimeoutMs,
      rebalanceTimeout: rebalanceTimeoutMs,
      groupProtocols: [{ name: PROTOCOL, metadata }],
    });
    memberId = joined.memberId;
    const shares = joined.leaderId === memberId ? await share(options, joined.members) : [];
    const mine = shares.find((each) => each.memberId === memberId);
    // What goes to others is given up before they hear of it.
    if (mine) own(owned.filter(({ topic, partition }) => has(mine.parts, topic, partition)));
    const { memberAssignment } = await coordinator.syncGroup({
      groupId: group,
      memberId,
      generationId: joined.generationId,
      groupAssignment: shares.map((each) => ({
        memberId: each.memberId,
        memberAssignment: encodeAssignment(each.parts),
      })),
    });
    generation = joined.generationId;
    own(decodeAssignment(memberAssignment));
    isSettled = true;
    settled.resolve();
    heard();
  };
  const unsettle = (): void => {
    if (isSettled) settled = Promise.withResolvers<void>();
    isSettled = false;
  };
  const beat = async (): Promise<void> => {
    while (!leaving) {
      await signal.wait(options.heartbeatMs);
      if (leaving) return;
      const coordinator = await cluster.coordinator('group', group);
      await coordinator.heartbeat({ groupId: group, memberId, groupGenerationId: generation });
      heard();
    }
  };
  const live = async (): Promise<void> => {
    while (!leaving) {
      try {
        if (!isSettled) await join();
        await beat();
      } catch (error) {
        if (leaving) return;
        if (failureType(error) === 'REBALANCE_IN_PROGRESS') unsettle();
        else if (isFenced(error)) {
          if (failureType(error) !== 'ILLEGAL_GENERATION') memberId = '';
          unsettle();
          own([]);
        } else {
          failures += 1;
          cluster.forget();
          if (performance.now() - heardAt > QUIET_MS) {
            options.onError(toPipelineError(error, `keeping a place in the group "${group}"`));
          }
          await signal.wait(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
        }
      }
    }
  };
  const life = live();

  const whenSettled = async (): Promise<Membership> => {
    if (isSettled) return { group, generation, memberId };
    const tooLong = new AbortController();
    const giveUp = pauseFor(rebalanceTimeoutMs, true, { signal: tooLong.signal }).catch(() => false);
    const gaveUp = await Promise.race([settled.promise.then(() => false), giveUp]);
    tooLong.abort();
    if (gaveUp) throw new PipelineError('unavailable', `The group "${group}" is being rearranged.`);
    return { group, generation, memberId };
  };
  return {
    async asMember(work) {
      for (let tries = 1; ; tries++) {
        const membership = await whenSettled();
        try {
          return await work(membership);
        } catch (error) {
          if (!isRearranged(error) || tries >= REARRANGED_TRIES) throw error;
        }
        // The next beat of the heart says so too, only later.
        signal.wake();
        await pauseFor(FIRST_PAUSE_MS * tries);
      }
    },
    async leave() {
      leaving = true;
      signal.wake();
      if (memberId !== '') await sayGoodbye(main, group, memberId);
      await cluster.close();
      await life;
    },
  };
}

/** Who cannot say it is missed after the session timeout. */
async function sayGoodbye(cluster: Cluster, group: string, memberId: string): Promise<void> {
  try {
    const coordinator = await cluster.coordinator('group', group);
    await coordinator.leaveGroup({ groupId: group, memberId });
  } catch {}
}

function isRearranged(error: unknown): boolean {
  return ['ILLEGAL_GENERATION', 'REBALANCE_IN_PROGRESS'].includes(failureType(error) ?? '');
}

function has(parts: readonly PartitionName[], topic: string, partition: number): boolean {
  return parts.some((each) => each.topic === topic && each.partition === partition);
}

async function share(
  { catalog }: GroupMemberOptions,
  members: readonly { memberId: string; memberMetadata: Buffer }[],
): Promise<{ memberId: string; parts: PartitionName[] }[]> {
  const candidates = members.map(({ memberId, memberMetadata }) => decodeCandidate(memberId, memberMetadata));
  const partitionsOf = new Map<string, number>();
  for (const name of new Set(candidates.flatMap(({ topics }) => topics))) {
    partitionsOf.set(name, (await catalog.topic(name)).partitions);
  }
  return [...assignPartitions(candidates, partitionsOf)].map(([memberId, parts]) => ({ memberId, parts }));
}
