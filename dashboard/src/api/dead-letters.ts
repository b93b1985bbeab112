import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getJson, sendJson } from './request.ts';

export interface DeadLetter {
  id: string;
  at: string;
  key: string | null;
  code: string;
  stage: string;
  reason: string;
  attempts: number;
  first_seen: string | null;
  /** Topic, partition and offset of the message that failed. */
  source: string | null;
  /** Of its message, before it failed as this one. */
  reprocessed: number;
  /** Of this one. */
  replays: number;
  replayed_at: string | null;
  /** Null while it was never sent again. */
  replay_outcome: 'sent' | 'unknown' | null;
  value: string;
  encoding: 'utf8' | 'base64';
  truncated: boolean;
}

interface DeadLettersAnswer {
  dead_letters: DeadLetter[];
  next_cursor: string | null;
}

/** Which dead letters are meant: all of them when it is empty. */
export interface LetterFilter {
  code?: string;
  stage?: string;
  topic?: string;
  /** Text that the message holds. */
  q?: string;
  from?: string;
  /** Whether they were sent again. */
  replayed?: boolean;
}

/** Some by id, those that a filter means, or all. */
export type ReplayChoice = { ids: readonly string[] } | LetterFilter | { all: true };

interface ReplayAnswer {
  matched: number;
  replayed: number;
  refused: number;
  dry_run: boolean;
}

const PATH = '/api/v1/dlq';
const PAGE = 50;

/** Newest first; asked anew whenever there are more than before. */
export function useDeadLetters(filter: LetterFilter, count?: number) {
  const client = useQueryClient();
  useEffect(() => {
    if (count !== undefined) void client.invalidateQueries({ queryKey: ['dlq'] });
  }, [client, count]);
  return useInfiniteQuery({
    queryKey: ['dlq', filter],
    queryFn: ({ signal, pageParam }) =>
      getJson<DeadLettersAnswer>(PATH, { ...filter, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

const sendReplay = (choice: ReplayChoice, isDry: boolean): Promise<ReplayAnswer> =>
  sendJson('POST', `${PATH}/replay`, { ...choice, dry_run: isDry });

/** What a replay would do, and until that is known what the choice before would have done; nothing is sent. */
export function useReplayTrial(choice: ReplayChoice) {
  return useQuery({
    queryKey: ['replay trial', choice],
    queryFn: () => sendReplay(choice, true),
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
}

export function useReplay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: ReplayChoice) => sendReplay(choice, false),
    // a replay that failed may have sent some
    onSettled: () => client.invalidateQueries({ queryKey: ['dlq'] }),
  });
}
