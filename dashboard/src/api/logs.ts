import {
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
  usePrefetchInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import type { Category, Level, LogRecord } from '../../../core/record.ts';
import type { TimeRange } from '../lib/time-range.ts';
import { getJson, UNTIL_ANSWERED, whileFailing, withParameters } from './request.ts';

/** Where a text matches: begin and end of each place. */
export type Spans = readonly (readonly [number, number])[];

export interface SearchAnswer {
  total: { value: number; relation: 'eq' | 'gte' };
  logs: LogRecord[];
  /** By id of the log. */
  highlights?: Readonly<Record<string, { message: Spans }>>;
  next_cursor: string | null;
  took_ms: number;
}

export interface Counted {
  value: string;
  count: number;
}

export interface StatsAnswer {
  total: number;
  by_category: Partial<Record<Category, number>>;
  by_level: Partial<Record<Level, number>>;
  by_service: Readonly<Record<string, number>>;
  by_status_code: Readonly<Record<string, number>>;
  by_method: Readonly<Record<string, number>>;
  error_rate: number;
  response_time: Readonly<Record<'min' | 'avg' | 'max' | 'p50' | 'p95' | 'p99', number | null>>;
  top_endpoints: Counted[];
  top_ips: Counted[];
  top_user_agents: Counted[];
}

export type TrendField = 'category' | 'level' | 'service' | 'status_code';

export interface TrendsAnswer {
  interval: string;
  by: TrendField;
  buckets: { time: string; total: number; counts: Readonly<Record<string, number>> }[];
}

/** A question about logs: the query with its time. */
export interface LogsQuestion extends TimeRange {
  q: string;
}

export const PAGE_SIZE = 200;
/** So many pages of a list are in memory at once. */
export const MOST_PAGES = 20;

export function useStats(question: LogsQuestion, enabled = true) {
  return useQuery({
    queryKey: ['stats', question],
    queryFn: ({ signal }) => getJson<StatsAnswer>('/api/v1/logs/stats', { ...question }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useTrends(question: LogsQuestion, by: TrendField, interval?: string, enabled = true) {
  return useQuery({
    queryKey: ['trends', question, by, interval],
    queryFn: ({ signal }) => getJson<TrendsAnswer>('/api/v1/logs/trends', { ...question, by, interval }, signal),
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval: whileFailing,
  });
}

export type Order = 'desc' | 'asc';

/** A page of a list of logs. */
export interface SearchPage extends SearchAnswer {
  /** Of its rows; known also while its `logs` are out of memory. */
  ids: readonly string[];
}

/** Whether the logs of a page are in memory. */
export function isHeld({ ids, logs }: SearchPage): boolean {
  return ids.length === logs.length;
}

export function searchKey(question: LogsQuestion, order: Order) {
  return ['search', question, order] as const;
}

export function askPage(
  question: LogsQuestion,
  order: Order,
  place: { cursor: string | undefined; limit: number },
  signal: AbortSignal,
): Promise<SearchAnswer> {
  return getJson<SearchAnswer>('/api/v1/logs/search', { ...question, order, highlight: true, ...place }, signal);
}

function searchQuestion(question: LogsQuestion, order: Order) {
  return infiniteQueryOptions({
    queryKey: searchKey(question, order),
    queryFn: async ({ signal, pageParam }): Promise<SearchPage> => {
      const answer = await askPage(question, order, { cursor: pageParam, limit: PAGE_SIZE }, signal);
      return { ...answer, ids: answer.logs.map(({ id }) => id) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    ...UNTIL_ANSWERED,
  });
}

/** Pages of logs, newest first unless told otherwise. */
export function useSearch(question: LogsQuestion, order: Order = 'desc') {
  return useInfiniteQuery({ ...searchQuestion(question, order), placeholderData: keepPreviousData });
}

/** Asks before anything is drawn what {@link useSearch} will ask otherwise once it is. */
export function useEarlySearch(question: LogsQuestion, order: Order): void {
  usePrefetchInfiniteQuery(searchQuestion(question, order));
}

/** How many logs there are: of very many only that there are at least so many. */
export async function countLogs(question: LogsQuestion, signal: AbortSignal): Promise<SearchAnswer['total']> {
  const { total } = await getJson<SearchAnswer>('/api/v1/logs/search', { ...question, limit: 0 }, signal);
  return total;
}

export interface ExportChoice {
  format: 'csv' | 'ndjson';
  /** Columns with commas between them; all when absent. */
  fields: string | undefined;
  /** Zone in which times are written. */
  tz: string;
  order: Order;
}

/** Where the browser gets all logs as a file. */
export function logsExportAddress(question: LogsQuestion, choice: ExportChoice): string {
  return withParameters('/api/v1/logs/export', { ...question, ...choice });
}
