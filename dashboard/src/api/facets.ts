import { keepPreviousData, type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { Counted, LogsQuestion } from './logs.ts';
import { getJson } from './request.ts';

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
      const { facets } = await getJson<FacetsAnswer>(
        '/api/v1/logs/facets',
        { ...question, fields: field, limit },
        signal,
      );
      return facets[0] ?? { field, values: [], present: 0, coverage: 0, cardinality: 0 };
    },
  });
}

/** Asked only while `enabled`. */
export function useFacet(question: LogsQuestion, field: string, limit: number, enabled = true) {
  return useQuery({ ...facetOptions(question, field, limit), placeholderData: keepPreviousData, enabled });
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
