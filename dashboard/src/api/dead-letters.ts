import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
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

interface DeadLettersPage extends DeadLettersAnswer {
  /** Epoch ms. */
  readAt: number;
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

async function readPage(
  filter: LetterFilter,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<DeadLettersPage> {
  const answer = await getJson<DeadLettersAnswer>(PATH, { ...filter, limit: PAGE, cursor }, signal);
  return { ...answer, readAt: Date.now() };
}

/** Newest first. */
export function useDeadLetters(filter: LetterFilter) {
  return useInfiniteQuery({
    queryKey: ['dlq', filter],
    queryFn: ({ signal, pageParam }) => readPage(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** By how much a count has risen since something was read; what it falls by, or is first, is no rise. */
function useRise(count: number | undefined, readAt: number | undefined): number {
  const [seen, setSeen] = useState({ count, readAt, rise: 0 });
  if (seen.count === count && seen.readAt === readAt) return seen.rise;
  const before = seen.readAt === readAt ? seen.rise : 0;
  const rise = before + Math.max(0, (count ?? 0) - (seen.count ?? count ?? 0));
  setSeen({ count, readAt, rise });
  return rise;
}

/**
 * How many dead letters of any kind came since the list was read. A list of one page is read again by itself then; one that
 * somebody leafs through waits until it is wanted.
 */
export function useNewLetters({ data, refetch }: ReturnType<typeof useDeadLetters>, count: number | undefined): number {
  const rise = useRise(count, data?.pages[0]?.readAt);
  const isShort = data?.pages.length === 1;
  useEffect(() => {
    if (rise > 0 && isShort) void refetch();
  }, [rise, isShort, refetch]);
  return isShort ? 0 : rise;
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
