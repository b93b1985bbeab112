import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getJson, sendJson } from './request.ts';

export interface DeadLetter {
  id: string;
  at: string;
  code: string;
  stage: string;
  reason: string;
  attempts: number;
  reprocessed: number;
  value: string;
  encoding: 'utf8' | 'base64';
  truncated: boolean;
}

interface DeadLettersAnswer {
  dead_letters: DeadLetter[];
  next_cursor: string | null;
}

export interface ReplayChoice {
  ids?: string[];
  code?: string;
  all?: true;
  dry_run?: boolean;
}

export interface ReplayAnswer {
  matched: number;
  replayed: number;
  refused: number;
  dry_run: boolean;
}

const PATH = '/api/v1/dlq';
const PAGE = 50;

/** Newest first. */
export function useDeadLetters() {
  return useInfiniteQuery({
    queryKey: ['dlq'],
    queryFn: ({ signal, pageParam }) => getJson<DeadLettersAnswer>(PATH, { limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

export function useReplay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: ReplayChoice) => sendJson<ReplayAnswer>('POST', `${PATH}/replay`, choice),
    onSuccess: () => client.invalidateQueries({ queryKey: ['dlq'] }),
  });
}
