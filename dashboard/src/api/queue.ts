import { useQuery } from '@tanstack/react-query';
import { getJson } from './request.ts';

export interface QueueAnswer {
  consumers: { group: string; topic: string; lag: number; oldest_age_ms: number | null }[];
  dead_letters: number;
  /** What became of every accepted log; `unaccounted` is 0 when none is lost. */
  ledger?: Readonly<Record<string, number>>;
}

const EVERY_MS = 15_000;

export function useQueueStatus() {
  return useQuery({
    queryKey: ['queue'],
    queryFn: ({ signal }) => getJson<QueueAnswer>('/api/v1/queue/status', {}, signal),
    refetchInterval: EVERY_MS,
  });
}
