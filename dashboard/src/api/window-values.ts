import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Alert } from '../../../core/alert.ts';
import type { Condition } from '../../../core/alert-rule.ts';
import { parseDuration } from '../../../core/time.ts';
import { combine } from '../lib/query-edit.ts';
import { absoluteRange, type TimeRange } from '../lib/time-range.ts';
import type { FieldFacet } from './facets.ts';
import type { StatsAnswer, TrendsAnswer } from './logs.ts';
import { getJson } from './request.ts';

/** The quantiles of the response time that the server gives. */
const QUANTILES: Readonly<Record<number, 'p50' | 'p95' | 'p99'>> = { 0.5: 'p50', 0.95: 'p95', 0.99: 'p99' };

/** What a rule judges in each window, where that is not the number of logs. */
export type WindowMeasure =
  /** Share of the logs that also match `of`. */
  | { kind: 'share'; of: string; minCount: number }
  | { kind: 'distinct'; field: string }
  | { kind: 'quantile'; quantile: 'p50' | 'p95' | 'p99'; minCount: number };

/** What the values of each kind of condition are measured in. */
export const UNITS: Readonly<Record<Exclude<Condition['type'], 'absence'>, Alert['unit']>> = {
  count: 'logs',
  rate: 'logs/s',
  ratio: 'ratio',
  distinct: 'values',
  quantile: 'ms',
};

/** What a condition judges; null: the number of logs; undefined: nothing that the server tells window by window. */
export function measureOf(condition: Condition): WindowMeasure | null | undefined {
  switch (condition.type) {
    case 'count':
    case 'rate':
      return null;
    case 'ratio':
      return { kind: 'share', of: condition.of, minCount: condition.min_count };
    case 'distinct':
      return { kind: 'distinct', field: condition.field };
    case 'quantile': {
      const quantile = QUANTILES[condition.quantile];
      return quantile && { kind: 'quantile', quantile, minCount: condition.min_count };
    }
    case 'absence':
      return undefined;
  }
}

/** How many windows can be asked for; they are counted all at once, or each by itself. */
export function mostWindows(measure: WindowMeasure | null): number {
  return measure && measure.kind !== 'share' ? MOST_ASKED : MOST_COUNTED;
}

export interface ValuesQuestion {
  q: string;
  /** As the API takes an interval. */
  window: string;
  /** Epoch ms. */
  shown: readonly [number, number];
  measure: WindowMeasure;
}

/** What was measured in a window; null where there was too little to judge. */
export interface WindowValue {
  time: string;
  value: number | null;
}

/** So many windows are answered at once. */
const MOST_COUNTED = 900;
/** What cannot be counted for all windows at once is asked for window by window. */
const MOST_ASKED = 60;
/** Logs that come late are in by then. */
const SETTLED_MS = 10_000;
const STALE_MS = 60_000;

interface AskedWindow {
  /** Epoch ms, both within. */
  from: number;
  to: number;
  /** Whether nothing more will fall into it. */
  isSettled: boolean;
}

/** The windows that begin in the time shown, oldest first; the last as far as it is filled. */
function windowsOf({ window, shown: [from, to] }: ValuesQuestion): AskedWindow[] {
  const windowMs = parseDuration(window) ?? Number.POSITIVE_INFINITY;
  const first = Math.floor(from / windowMs) * windowMs;
  const count = Math.max(0, Math.ceil((to - first) / windowMs)) || 0;
  return Array.from({ length: count }, (_, at) => {
    const begin = first + at * windowMs;
    const end = begin + windowMs;
    return { from: begin, to: Math.min(end - 1, to), isSettled: end <= to - SETTLED_MS };
  });
}

async function askShares(question: ValuesQuestion, of: string, minCount: number): Promise<WindowValue[]> {
  const { q, window } = question;
  const windows = windowsOf(question);
  const stretches = Array.from({ length: Math.ceil(windows.length / MOST_COUNTED) }, (_, at) =>
    askSomeShares({ q, window }, windows.slice(at * MOST_COUNTED, (at + 1) * MOST_COUNTED), of, minCount),
  );
  return (await Promise.all(stretches)).flat();
}

/** The same for windows that can be asked for at once. */
async function askSomeShares(
  { q, window }: Pick<ValuesQuestion, 'q' | 'window'>,
  windows: readonly AskedWindow[],
  of: string,
  minCount: number,
): Promise<WindowValue[]> {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return [];
  const asked = [q, combine(q, of)].map((each) => {
    const parameters = { q: each, ...absoluteRange(first.from, last.to), interval: window, by: 'level' };
    return getJson<TrendsAnswer>('/api/v1/logs/trends', parameters);
  });
  const [all, some] = await Promise.all(asked);
  return (all?.buckets ?? []).map(({ time, total }, at) => ({
    time,
    value: total < minCount ? null : (some?.buckets[at]?.total ?? 0) / total,
  }));
}

async function askQuantile(
  q: string,
  range: TimeRange,
  { quantile, minCount }: Extract<WindowMeasure, { kind: 'quantile' }>,
): Promise<number | null> {
  const parameters = { q: combine(q, 'response_time:*'), ...range };
  const { total, response_time } = await getJson<StatsAnswer>('/api/v1/logs/stats', parameters);
  return total < minCount ? null : response_time[quantile];
}

async function askDistinct(q: string, range: TimeRange, field: string): Promise<number> {
  const parameters = { q, ...range, fields: field, limit: 1 };
  const { facets } = await getJson<{ facets: FieldFacet[] }>('/api/v1/logs/facets', parameters);
  return facets[0]?.cardinality ?? 0;
}

/** A window that is settled is asked for once. */
async function askEach(client: QueryClient, question: ValuesQuestion): Promise<WindowValue[]> {
  const { q, measure } = question;
  if (measure.kind === 'share') return askShares(question, measure.of, measure.minCount);
  const asked = windowsOf(question).map(async ({ from, to, isSettled }) => {
    const range = absoluteRange(from, to);
    const value = await client.fetchQuery({
      queryKey: ['window value', q, measure, range],
      queryFn: () =>
        measure.kind === 'quantile' ? askQuantile(q, range, measure) : askDistinct(q, range, measure.field),
      staleTime: isSettled ? Number.POSITIVE_INFINITY : 0,
    });
    return { time: range.from, value };
  });
  return Promise.all(asked);
}

/** What a rule would have judged in each of its windows, the last as far as it is filled; nothing is asked without a question. */
export function useWindowValues(question: ValuesQuestion | null) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['window values', question],
    queryFn: () => (question === null ? [] : askEach(client, question)),
    enabled: question !== null,
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  });
}
