import { z } from 'zod';
import type { Aggregation, AggregationResult } from '../../core/log-store.ts';
import { CATEGORIES, LEVELS } from '../../core/record.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';
import { readRecordQuery, recordParameters } from '../params/record-query.ts';
import { readTimeRange, timeRangeParameters } from '../params/time-range.ts';
import { counts } from '../schemas/components.ts';

const TOP = 10;
const terms = (field: string, limit: number): Aggregation => ({ kind: 'terms', field, limit });

const AGGREGATIONS = {
  category: terms('category', CATEGORIES.length),
  level: terms('level', LEVELS.length),
  service: terms('service', 100),
  status_code: terms('status_code', 100),
  method: terms('method', 50),
  endpoint: terms('endpoint', TOP),
  ip_address: terms('ip_address', TOP),
  user_agent: terms('user_agent', TOP),
  response_time: { kind: 'distribution', field: 'response_time' },
} as const satisfies Record<string, Aggregation>;

const figure = z.number().nullable();
const top = z.array(z.strictObject({ value: z.string(), count: z.number().int() }));

const answer = z.strictObject({
  total: z.number().int(),
  by_category: counts,
  by_level: counts,
  by_service: counts.describe('The 100 most frequent.'),
  by_status_code: counts,
  by_method: counts,
  error_rate: z.number().min(0).max(1).describe('Share of the levels error and fatal.'),
  response_time: z
    .strictObject({ min: figure, avg: figure, max: figure, p50: figure, p95: figure, p99: figure })
    .describe('Milliseconds; null where no log has one.'),
  top_endpoints: top,
  top_ips: top,
  top_user_agents: top,
});

type Results = Record<string, AggregationResult | undefined>;

function valuesOf(results: Results, name: keyof typeof AGGREGATIONS): { value: string; count: number }[] {
  const result = results[name];
  return result?.kind === 'terms' ? result.values : [];
}

function countsOf(
  results: Results,
  name: keyof typeof AGGREGATIONS,
  always: readonly string[] = [],
): Record<string, number> {
  const zeros = always.map((value): [string, number] => [value, 0]);
  return Object.fromEntries([
    ...zeros,
    ...valuesOf(results, name).map(({ value, count }): [string, number] => [value, count]),
  ]);
}

function responseTimeOf(results: Results) {
  const result = results.response_time;
  if (result?.kind !== 'distribution') return { min: null, avg: null, max: null, p50: null, p95: null, p99: null };
  const { min, avg, max, p50, p95, p99 } = result;
  return { min, avg, max, p50, p95, p99 };
}

/** Figures of all logs that match. */
export function statsRoutes({ store, now }: Pick<ApiOptions, 'store' | 'now'>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/logs/stats',
      summary: 'Figures of the logs that match.',
      tag: 'logs',
      query: z.strictObject({ ...recordParameters, ...timeRangeParameters }),
      answer,
      async handle({ query, signal }) {
        const found = await store.aggregate({
          query: readRecordQuery(query),
          ...readTimeRange(query, now()),
          aggregations: AGGREGATIONS,
          signal,
        });
        const { results } = found;
        const byLevel = countsOf(results, 'level', LEVELS);
        const errors = (byLevel.error ?? 0) + (byLevel.fatal ?? 0);
        return {
          total: found.total,
          by_category: countsOf(results, 'category', CATEGORIES),
          by_level: byLevel,
          by_service: countsOf(results, 'service'),
          by_status_code: countsOf(results, 'status_code'),
          by_method: countsOf(results, 'method'),
          error_rate: found.total === 0 ? 0 : errors / found.total,
          response_time: responseTimeOf(results),
          top_endpoints: valuesOf(results, 'endpoint'),
          top_ips: valuesOf(results, 'ip_address'),
          top_user_agents: valuesOf(results, 'user_agent'),
        };
      },
    }),
  ];
}
