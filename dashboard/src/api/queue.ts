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

const EVERY_MS = 15_000;

export function useQueueStatus(everyMs = EVERY_MS) {
  return useQuery({
    queryKey: ['queue'],
    queryFn: ({ signal }) => getJson<QueueAnswer>('/api/v1/queue/status', {}, signal),
    refetchInterval: everyMs,
  });
}
