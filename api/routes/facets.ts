import { z } from 'zod';
import type { Aggregation } from '../../core/log-store.ts';
import { fieldKind } from '../../core/query/fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';
import { readFieldList } from '../params/field-list.ts';
import { invalidParameter } from '../params/invalid-parameter.ts';
import { readRecordQuery, recordParameters } from '../params/record-query.ts';
import { readTimeRange, timeRangeParameters } from '../params/time-range.ts';

const query = z.strictObject({
  ...recordParameters,
  ...timeRangeParameters,
  fields: z
    .string()
    .default('level,category,service,host,environment,method,status_code')
    .describe('Names, separated by commas; `attributes.x` for one inside attributes.'),
  limit: z.coerce.number().int().min(1).max(100).default(10).describe('Values of each field.'),
});

const facet = z.strictObject({
  field: z.string(),
  values: z.array(z.strictObject({ value: z.string(), count: z.number().int() })).describe('The most frequent first.'),
  present: z.number().int().describe('Logs that have the field.'),
  coverage: z.number().min(0).max(1).describe('Their share of all that match.'),
  cardinality: z.number().int().describe('Different values; an estimate beyond 10,000.'),
});

function readFacetFields(text: string): string[] {
  const fields = readFieldList(text);
  const without = fields.find((field) => field === 'attributes' || fieldKind(field) === 'message');
  if (without !== undefined) throw invalidParameter('fields', `${without} cannot be counted by value`);
  return fields;
}

/** The values of fields, counted. */
export function facetsRoutes({ store, now }: Pick<ApiOptions, 'store' | 'now'>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/logs/facets',
      summary: 'The most frequent values of fields.',
      tag: 'logs',
      query,
      answer: z.strictObject({ total: z.number().int(), facets: z.array(facet) }),
      async handle({ query: given, signal }) {
        const fields = readFacetFields(given.fields);
        const aggregations = fields.map((field): [string, Aggregation] => [
          field,
          { kind: 'terms', field, limit: given.limit },
        ]);
        const { total, results } = await store.aggregate({
          query: readRecordQuery(given),
          ...readTimeRange(given, now()),
          aggregations: Object.fromEntries(aggregations),
          signal,
        });
        const facets = fields.map((field) => {
          const result = results[field];
          if (result?.kind !== 'terms') return { field, values: [], present: 0, coverage: 0, cardinality: 0 };
          const { values, present, cardinality } = result;
          return { field, values, present, coverage: total === 0 ? 0 : present / total, cardinality };
        });
        return { total, facets };
      },
    }),
  ];
}
