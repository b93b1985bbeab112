import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { addFilter } from '../lib/query-edit.ts';
import type { TimeRange } from '../lib/time-range.ts';
import type { FieldFacet } from './facets.ts';
import type { TrendsAnswer } from './logs.ts';
import { getJson } from './request.ts';

/** What a rule would have counted. */
export interface WindowsQuestion {
  q: string;
  /** As the API takes an interval. */
  window: string;
  /** The time in pieces that can each be asked for at once, oldest first. */
  stretches: readonly TimeRange[];
}

/** From the begin of the first stretch to the end of the last. */
export function wholeOf({ stretches }: Pick<WindowsQuestion, 'stretches'>): TimeRange {
  return { from: stretches[0]?.from ?? 'now-24h', to: stretches.at(-1)?.to ?? 'now' };
}

type Buckets = TrendsAnswer['buckets'];

/** The logs of one combination of values. */
export interface GroupWindows {
  values: [field: string, value: string][];
  /** Finds these logs. */
  q: string;
  total: number;
  buckets: Buckets;
}

export interface TopGroups {
  groups: GroupWindows[];
  /** Different values of a single field; an estimate when there are many. Null where several fields are combined. */
  cardinality: number | null;
}

const MOST_GROUPS = 5;
const STALE_MS = 60_000;

async function askWindows({ q, window, stretches }: WindowsQuestion, signal: AbortSignal): Promise<Buckets> {
  const asked = stretches.map((stretch) =>
    getJson<TrendsAnswer>('/api/v1/logs/trends', { q, ...stretch, interval: window, by: 'level' }, signal),
  );
  return (await Promise.all(asked)).flatMap(({ buckets }) => buckets);
}

async function askFacet(q: string, range: TimeRange, field: string, signal: AbortSignal): Promise<FieldFacet> {
  const parameters = { q, ...range, fields: field, limit: MOST_GROUPS };
  const { facets } = await getJson<{ facets: FieldFacet[] }>('/api/v1/logs/facets', parameters, signal);
  return facets[0] ?? { field, values: [], present: 0, coverage: 0, cardinality: 0 };
}

type Group = Omit<GroupWindows, 'buckets'>;

/** The groups with the most logs: of each found so far, its largest parts by the next field. */
async function askTopGroups(
  { q, stretches }: WindowsQuestion,
  fields: readonly string[],
  signal: AbortSignal,
): Promise<Omit<TopGroups, 'groups'> & { groups: Group[] }> {
  const range = wholeOf({ stretches });
  let groups: Group[] = [{ values: [], q, total: 0 }];
  let cardinality = 0;
  for (const field of fields) {
    const parts = groups.map(async (group) => {
      const facet = await askFacet(group.q, range, field, signal);
      cardinality = facet.cardinality;
      return facet.values.map(
        ({ value, count }): Group => ({
          values: [...group.values, [field, value]],
          q: addFilter(group.q, field, value),
          total: count,
        }),
      );
    });
    groups = (await Promise.all(parts)).flat().sort((one, other) => other.total - one.total);
    groups = groups.slice(0, MOST_GROUPS);
  }
  return { groups, cardinality: fields.length === 1 ? cardinality : null };
}

/** The matching logs of each window. */
export function useWindows(question: WindowsQuestion) {
  return useQuery({
    queryKey: ['windows', question],
    queryFn: ({ signal }) => askWindows(question, signal),
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  });
}

/** The same for the groups that have the most logs, the largest first; not asked without fields. */
export function useGroupWindows(question: WindowsQuestion, fields: readonly string[]) {
  return useQuery({
    queryKey: ['group windows', question, fields],
    async queryFn({ signal }): Promise<TopGroups> {
      const { groups, cardinality } = await askTopGroups(question, fields, signal);
      const buckets = await Promise.all(groups.map(({ q }) => askWindows({ ...question, q }, signal)));
      return { groups: groups.map((group, at) => ({ ...group, buckets: buckets[at] ?? [] })), cardinality };
    },
    enabled: fields.length > 0 && question.stretches.length > 0,
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  });
}
