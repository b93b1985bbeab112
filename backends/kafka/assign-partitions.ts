import { getOrCreate } from '../../core/get-or-create.ts';
import type { PartitionName } from './offset-requests.ts';

/** A member of a group that waits for its part. */
export interface Candidate {
  memberId: string;
  topics: readonly string[];
  /** When it subscribed, epoch ms. */
  since: number;
  /** What it has had until now. */
  owned: readonly PartitionName[];
}

/**
 * Shares the partitions of each topic evenly among the members that read it; where they do not come out even, the newest have
 * one more. As many as possible stay where they are.
 */
export function assignPartitions(
  candidates: readonly Candidate[],
  partitionsOf: ReadonlyMap<string, number>,
): Map<string, PartitionName[]> {
  const assigned = new Map<string, PartitionName[]>(candidates.map(({ memberId }) => [memberId, []]));
  for (const [topic, partitions] of partitionsOf) {
    const readers = candidates.filter(({ topics }) => topics.includes(topic)).sort(newestFirst);
    for (const [memberId, own] of shareOut(topic, partitions, readers)) assigned.get(memberId)?.push(...own);
  }
  return assigned;
}

function newestFirst(left: Candidate, right: Candidate): number {
  return right.since - left.since || (left.memberId < right.memberId ? -1 : 1);
}

function shareOut(topic: string, partitions: number, readers: readonly Candidate[]): Map<string, PartitionName[]> {
  const shares = new Map<string, PartitionName[]>();
  if (readers.length === 0) return shares;
  const base = Math.floor(partitions / readers.length);
  const quotas = readers.map((_, at) => base + (at < partitions % readers.length ? 1 : 0));
  const free = new Set(Array.from({ length: partitions }, (_, partition) => partition));
  const give = (at: number, partition: number): void => {
    free.delete(partition);
    getOrCreate(shares, (readers[at] as Candidate).memberId, () => []).push({ topic, partition });
    quotas[at] = (quotas[at] as number) - 1;
  };
  for (const [at, { owned }] of readers.entries()) {
    for (const { topic: of, partition } of owned) {
      if (of === topic && free.has(partition) && (quotas[at] as number) > 0) give(at, partition);
    }
  }
  for (const partition of [...free]) {
    const at = quotas.findIndex((quota) => quota > 0);
    if (at >= 0) give(at, partition);
  }
  return shares;
}
