import { z } from 'zod';
import { PipelineError } from '../../core/errors.ts';
import type { LogStore } from '../../core/log-store.ts';
import type { Query } from '../../core/query/ast.ts';
import { CATEGORIES, type LogRecord } from '../../core/record.ts';
import { parseTime } from '../../core/time.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';
import { invalidParameter } from '../params/invalid-parameter.ts';
import { ALL_TIME } from '../params/time-range.ts';
import { idParameter, logRecord } from '../schemas/log-record.ts';

const SCOPES = { service: 'service', host: 'host', trace: 'trace_id' } as const;

const neighbours = z.coerce.number().int().min(0).max(200).default(10);
const contextQuery = z.strictObject({
  before: neighbours,
  after: neighbours,
  scope: z.enum(['service', 'host', 'trace', 'all']).default('service'),
});

async function require(store: LogStore, id: string): Promise<LogRecord> {
  const [record] = await store.get([id]);
  if (!record) throw new PipelineError('not_found', `there is no log ${id}`, { details: { id } });
  return record;
}

function scopeQuery(record: LogRecord, scope: 'service' | 'host' | 'trace' | 'all'): Query {
  if (scope === 'all') return { kind: 'all' };
  const field = SCOPES[scope];
  const value = record[field];
  if (value === undefined) throw invalidParameter('scope', `the log has no ${field}`);
  return { kind: 'equals', field, value };
}

/** The logs next to this one in the order of timestamp and id, oldest first. */
async function readContext(store: LogStore, id: string, given: z.output<typeof contextQuery>, signal: AbortSignal) {
  const log = await require(store, id);
  const query = scopeQuery(log, given.scope);
  const timestamp = parseTime(log.timestamp);
  const common = { query, after: { timestamp, id }, countUpTo: 0, signal };
  const [before, after] = await Promise.all([
    store.search({ ...common, from: ALL_TIME.from, to: timestamp, order: 'desc', limit: given.before }),
    store.search({ ...common, from: timestamp, to: ALL_TIME.to, order: 'asc', limit: given.after }),
  ]);
  return { before: before.records.reverse(), log, after: after.records };
}

const category = z.enum(CATEGORIES);
const explanation = z.strictObject({
  id: z.string(),
  category,
  confidence: z.number(),
  scores: z.record(category, z.number()),
  terms: z.array(z.strictObject({ term: z.string(), weight: z.number() })),
  model_version: z.string(),
  stored: z
    .strictObject({ category, confidence: z.number(), model_version: z.string() })
    .describe('What the model of that time said when the log came in.'),
});

function explain(
  { classifier }: Pick<ApiOptions, 'classifier'>,
  { id, message, level, service, ...record }: LogRecord,
) {
  const { category: label, confidence, scores, terms, model_version } = classifier.explain({ message, level, service });
  const { category: storedLabel, category_confidence, model_version: storedVersion } = record;
  const stored = { category: storedLabel, confidence: category_confidence, model_version: storedVersion };
  return { id, category: label, confidence, scores, terms, model_version, stored };
}

/** One log, its neighbours, and why it has its category. */
export function recordRoutes(options: Pick<ApiOptions, 'store' | 'classifier'>): Route[] {
  const { store } = options;
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/logs/{id}',
      summary: 'One log.',
      tag: 'logs',
      params: idParameter,
      answer: logRecord,
      handle: ({ params }) => require(store, params.id),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/logs/{id}/context',
      summary: 'The logs right before and after one, oldest first.',
      tag: 'logs',
      params: idParameter,
      query: contextQuery,
      answer: z.strictObject({ before: z.array(logRecord), log: logRecord, after: z.array(logRecord) }),
      handle: ({ params, query, signal }) => readContext(store, params.id, query, signal),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/logs/{id}/explain',
      summary: 'Why a log has its category.',
      tag: 'logs',
      params: idParameter,
      answer: explanation,
      handle: async ({ params }) => explain(options, await require(store, params.id)),
    }),
  ];
}
