import { useQuery } from '@tanstack/react-query';
import { getJson } from './request.ts';

export interface GroupPlace {
  group: string;
  committed_offset: number;
  lag: number;
  oldest_age_ms: number | null;
}

export interface PartitionPlace {
  partition: number;
  begin_offset: number;
  end_offset: number;
  groups: GroupPlace[];
}

export interface QueueAnswer {
  topics: { topic: string; partitions: PartitionPlace[] }[];
  consumers: { group: string; topic: string; lag: number; oldest_age_ms: number | null }[];
  dead_letters: number;
  /** What became of every accepted log; `unaccounted` is 0 when none is lost. */
  ledger?: Readonly<Record<string, number>>;
}

/** Whether nothing ever came: who reads it is only known once something did. */
export function isUntouched({ end_offset: end, groups }: PartitionPlace): boolean {
  return end === 0 && groups.length === 0;
}

/** How many messages wait for these consumers together. */
export function totalLag(consumers: readonly { lag: number }[]): number {
  return consumers.reduce((sum, { lag }) => sum + lag, 0);
}

const EVERY_MS = 15_000;

export function useQueueStatus(everyMs = EVERY_MS) {
  return useQuery({
    queryKey: ['queue'],
    queryFn: ({ signal }) => getJson<QueueAnswer>('/api/v1/queue/status', {}, signal),
    refetchInterval: everyMs,
  });
}
