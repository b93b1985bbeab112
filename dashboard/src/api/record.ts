import {
  type InfiniteData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Category, LogRecord } from '../../../core/record.ts';
import { filterTerm } from '../lib/query-edit.ts';
import { loadedRecord } from './loaded-record.ts';
import type { SearchAnswer } from './logs.ts';
import { ApiError, getJson } from './request.ts';

const pathOf = (id: string): string => `/api/v1/logs/${encodeURIComponent(id)}`;

function recordQuestion(id: string) {
  return queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => getJson<LogRecord>(pathOf(id), {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A log; one that a list has loaded is there at once, and never asked for. */
export function useRecord(id: string) {
  const client = useQueryClient();
  return useQuery({ ...recordQuestion(id), initialData: () => loadedRecord(client, id) });
}

const STORE_CHECK_MS = 500;
const MOST_STORE_CHECKS = 20;

/** Asks for a log that just came in, again and again until it is stored too; {@link useRecord} waits for the answer. */
export function expectRecord(client: QueryClient, id: string): void {
  const retry = (failures: number, error: Error): boolean =>
    error instanceof ApiError && error.status === 404 && failures < MOST_STORE_CHECKS;
  void client.prefetchQuery({ ...recordQuestion(id), retry, retryDelay: STORE_CHECK_MS });
}

export type ContextScope = 'all' | 'service' | 'host' | 'trace';

export interface ContextAnswer {
  before: LogRecord[];
  log: LogRecord;
  after: LogRecord[];
}

export interface ExplainAnswer {
  id: string;
  category: Category;
  confidence: number;
  scores: Readonly<Record<Category, number>>;
  terms: { term: string; weight: number }[];
  model_version: string;
  stored: { category: Category; confidence: number; model_version: string };
}

/** Where a page of neighbours begins, and how many are wanted on each side. */
interface ContextPage {
  id: string;
  before: number;
  after: number;
}

const FIRST_COUNT = 10;
const MORE_COUNT = 50;

/** The neighbours of a log, more of them on either side on demand, oldest first. */
export function useContextOf(id: string, scope: ContextScope) {
  return useInfiniteQuery({
    queryKey: ['context', id, scope],
    queryFn: ({ signal, pageParam: { id: from, before, after } }) =>
      getJson<ContextAnswer>(`${pathOf(from)}/context`, { before, after, scope }, signal),
    initialPageParam: { id, before: FIRST_COUNT, after: FIRST_COUNT } as ContextPage,
    getPreviousPageParam: ({ before }, _, { before: wanted }) => {
      const first = before[0];
      return first && before.length === wanted ? { id: first.id, before: MORE_COUNT, after: 0 } : undefined;
    },
    getNextPageParam: ({ after }, _, { after: wanted }) => {
      const last = after.at(-1);
      return last && after.length === wanted ? { id: last.id, before: 0, after: MORE_COUNT } : undefined;
    },
    select: joinContext,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function joinContext({ pages, pageParams }: InfiniteData<ContextAnswer, ContextPage>): LogRecord[] {
  return pages.flatMap(({ before, log, after }, index) => {
    const isFirst = pageParams[index]?.before === FIRST_COUNT;
    return isFirst ? [...before, log, ...after] : [...before, ...after];
  });
}

export function useExplanation(id: string) {
  return useQuery({
    queryKey: ['explain', id],
    queryFn: ({ signal }) => getJson<ExplainAnswer>(`${pathOf(id)}/explain`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const TRACE_PAGE = 200;

/** All logs of a trace, whenever they were, oldest first. */
export function useTrace(traceId: string) {
  return useInfiniteQuery({
    queryKey: ['trace', traceId],
    queryFn: ({ signal, pageParam }) =>
      getJson<SearchAnswer>(
        '/api/v1/logs/search',
        {
          q: filterTerm('trace_id', traceId),
          from: '1970-01-01T00:00:00.000Z',
          to: '9999-12-31T23:59:59.999Z',
          order: 'asc',
          limit: TRACE_PAGE,
          cursor: pageParam,
        },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}
