import type { StartAt } from '../../core/log-bus.ts';
import type { Cluster } from './cluster.ts';
import { protocolError, send } from './connection.ts';
import { failureType } from './errors.ts';
import {
  type CommittedOffset,
  listOffsetsRequest,
  type Membership,
  MOMENT,
  type OffsetToCommit,
  offsetCommitRequest,
  offsetFetchRequest,
  type PartitionAnswer,
  type PartitionName,
} from './offset-requests.ts';

/** Where a log begins and where what is certain ends. */
export interface LogRange {
  begin: number;
  end: number;
}

export function throwFailed(answers: readonly PartitionAnswer[]): void {
  const failed = answers.find(({ errorCode }) => errorCode !== 0);
  if (failed) throw protocolError(failed.errorCode);
}

/** The offset of each partition at a moment, in the order of the partitions. */
export async function offsetsAt(cluster: Cluster, parts: readonly PartitionName[], moment: number): Promise<number[]> {
  const found = new Map<string, number>();
  const ask = async (): Promise<void> => {
    const byLeader = await cluster.byLeader(parts);
    const asked = [...byLeader].map(async ([broker, ofBroker]) => {
      const answers = await send(broker, listOffsetsRequest(ofBroker, moment));
      throwFailed(answers);
      for (const { topic, partition, offset } of answers) found.set(`${topic}/${partition}`, offset);
    });
    await Promise.all(asked);
  };
  await cluster.patiently('looking for offsets', ask);
  return parts.map(({ topic, partition }) => found.get(`${topic}/${partition}`) ?? -1);
}

export async function rangesOf(cluster: Cluster, parts: readonly PartitionName[]): Promise<LogRange[]> {
  const ask = (moment: number): Promise<number[]> => offsetsAt(cluster, parts, moment);
  const [begins, ends] = await Promise.all([ask(MOMENT.earliest), ask(MOMENT.latest)]);
  // Messages that are not certain yet may have been removed by retention already.
  return begins.map((begin, at) => ({ begin, end: Math.max(begin, ends[at] ?? 0) }));
}

/** Where reading begins in each partition. */
export async function startOffsets(
  cluster: Cluster,
  parts: readonly PartitionName[],
  startAt: StartAt,
): Promise<number[]> {
  if (startAt === 'earliest') return offsetsAt(cluster, parts, MOMENT.earliest);
  const ends = await offsetsAt(cluster, parts, MOMENT.latest);
  if (startAt === 'latest') return ends;
  if ('timestamp' in startAt) {
    const found = await offsetsAt(cluster, parts, Math.max(0, startAt.timestamp));
    return found.map((offset, at) => (offset < 0 ? (ends[at] ?? 0) : offset));
  }
  const begins = await offsetsAt(cluster, parts, MOMENT.earliest);
  return parts.map(({ partition }, at) => {
    const wanted = startAt.offsets[partition];
    return wanted === undefined ? (begins[at] ?? 0) : Math.min(wanted, ends[at] ?? 0);
  });
}

/**
 * A group's offsets. With `isStable` this waits for transactions that may still change them, as a take-over has to.
 * @throws an error of type UNSTABLE_OFFSET_COMMIT, worth another try
 */
export async function committedOffsets(
  cluster: Cluster,
  group: string,
  parts: readonly PartitionName[],
  isStable: boolean,
): Promise<CommittedOffset[]> {
  const coordinator = await cluster.coordinator('group', group);
  const answers = await send(coordinator, offsetFetchRequest(group, parts, isStable));
  throwFailed(answers);
  return answers;
}

/** Not when the offset was committed in a topic of the same name that was deleted. */
export function isOfTopic({ epoch }: CommittedOffset, topicEpoch: string): boolean {
  return epoch === '' || epoch === topicEpoch;
}

/** Moves a group's offset outside of transactions. @throws an error of the protocol when the member was replaced */
export async function commitOffset(cluster: Cluster, membership: Membership, offset: OffsetToCommit): Promise<void> {
  const coordinator = await cluster.coordinator('group', membership.group);
  throwFailed(await send(coordinator, offsetCommitRequest(membership, [offset])));
}

export function isUnstable(error: unknown): boolean {
  return failureType(error) === 'UNSTABLE_OFFSET_COMMIT';
}
