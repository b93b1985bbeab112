import { useQuery } from '@tanstack/react-query';
import type { SearchAnswer } from './logs.ts';
import { getJson } from './request.ts';

/** Before any log. */
const BEGINNING = '0001-01-01T00:00:00Z';
const EVERY_MS = 3_000;

/** Time of the newest log of all; null when there is none at all, and then it is asked again until one comes. */
export function useNewestLog(enabled: boolean) {
  return useQuery({
    queryKey: ['newest'],
    queryFn: async ({ signal }) => {
      const parameters = { from: BEGINNING, to: 'now', limit: 1 };
      const { logs } = await getJson<SearchAnswer>('/api/v1/logs/search', parameters, signal);
      return logs[0]?.timestamp ?? null;
    },
    enabled,
    refetchInterval: ({ state }) => (state.data === null ? EVERY_MS : false),
  });
}
