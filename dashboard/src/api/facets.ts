import { keepPreviousData, type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { toNumber } from '../../../core/query/fields.ts';
import { combine, quoteField } from '../lib/query-edit.ts';
import { readField } from '../lib/record-fields.ts';
import type { Counted, LogsQuestion, SearchAnswer } from './logs.ts';
import { getJson, whileFailing } from './request.ts';

/** The values of a field, the most frequent first. */
export interface FieldFacet {
  field: string;
  values: Counted[];
  /** Logs that have the field, and their share of all that match. */
  present: number;
  coverage: number;
  /** Different values; an estimate when there are many. */
  cardinality: number;
}

interface FacetsAnswer {
  total: number;
  facets: FieldFacet[];
}

const STALE_MS = 30_000;

function facetOptions(question: LogsQuestion, field: string, limit: number) {
  return queryOptions({
    queryKey: ['facets', question, field, limit],
    queryFn: async ({ signal }) => {
      const { total, facets } = await getJson<FacetsAnswer>(
        '/api/v1/logs/facets',
        { ...question, fields: field, limit },
        signal,
      );
      return { ...(facets[0] ?? { field, values: [], present: 0, coverage: 0, cardinality: 0 }), total };
    },
  });
}

/** Asked only while `enabled`. */
export function useFacet(question: LogsQuestion, field: string, limit: number, enabled = true) {
  return useQuery({
    ...facetOptions(question, field, limit),
    placeholderData: keepPreviousData,
    refetchInterval: whileFailing,
    enabled,
  });
}

/** The same for who asks once in a while, as completions do: what is known for half a minute is not asked again. */
export function fetchFacet(
  client: QueryClient,
  question: LogsQuestion,
  field: string,
  limit: number,
): Promise<FieldFacet> {
  return client.fetchQuery({ ...facetOptions(question, field, limit), staleTime: STALE_MS });
}

/** The numbers that a field has, and how often each. */
export interface FieldNumbers {
  numbers: { value: number; count: number }[];
  /** How many of the newest logs were looked at; null when it was all of them. */
  sampled: number | null;
}

const MOST_COUNTED = 100;
const SAMPLE = 500;

/** Of all logs that match while a field has few numbers, else of the newest ones that have it. */
export function useNumbers(question: LogsQuestion, field: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['facets', 'numbers', question, field],
    queryFn: async ({ signal }): Promise<FieldNumbers> => {
      const { values, cardinality } = await client.fetchQuery(facetOptions(question, field, MOST_COUNTED));
      const counted = values.map(({ value, count }) => ({ value: toNumber(value), count }));
      if (cardinality <= values.length) return { numbers: counted.filter(isNumber), sampled: null };
      const asked = { ...question, q: combine(question.q, `${quoteField(field)}:*`), limit: SAMPLE };
      const { logs } = await getJson<SearchAnswer>('/api/v1/logs/search', asked, signal);
      const found = logs.map((log) => ({ value: toNumber((readField(log, field) ?? '') as string), count: 1 }));
      return { numbers: found.filter(isNumber), sampled: logs.length };
    },
    placeholderData: keepPreviousData,
    refetchInterval: whileFailing,
  });
}

function isNumber({ value }: { value: number }): boolean {
  return Number.isFinite(value);
}
