import { PipelineError } from '../../core/errors.ts';
import type { AggregateRequest, AggregateResult, Aggregation, AggregationResult } from '../../core/log-store.ts';
import { matches } from '../../core/query/matches.ts';
import { type Accumulator, createAccumulator } from './accumulators.ts';
import { compileQuery } from './compile-query.ts';
import type { Dsl } from './compiled-query.ts';
import type { Deadline } from './deadline.ts';
import { readPages } from './read-pages.ts';
import { type LogIndex, searchLogs } from './search-logs.ts';
import { planAggregation, type ServerPlan } from './server-aggregations.ts';
import { recordRange } from './time-range.ts';

const MAX_AGGREGATIONS = 50;
/** Buckets of one answer; Elasticsearch refuses more than 65,536. */
const MAX_BUCKETS = 60_000;

/** Counts what a request asks for: on the server what it counts exactly, here, record by record, the rest. */
export async function aggregateRecords(
  index: LogIndex,
  request: AggregateRequest,
  deadline: Deadline,
): Promise<AggregateResult> {
  const asked = Object.entries(request.aggregations);
  if (asked.length > MAX_AGGREGATIONS) {
    throw new PipelineError(
      'query_too_expensive',
      `At most ${MAX_AGGREGATIONS} aggregations can be asked for at once.`,
    );
  }
  const { dsl, exact } = compileQuery(request.query);
  const query: Dsl = { bool: { filter: [recordRange(request), dsl] } };
  const results = new Map<string, AggregationResult>();
  const plans = new Map<string, ServerPlan>();
  const accumulators = new Map<string, Accumulator>();
  for (const [name, aggregation] of asked) {
    const plan = exact ? planAggregation(aggregation, request) : null;
    if (plan) plans.set(name, plan);
    else accumulators.set(name, createAccumulator(aggregation, request));
  }
  let total = 0;
  if (exact) {
    total = await askServer(index, query, plans, results, deadline);
    for (const name of plans.keys()) {
      if (!results.has(name))
        accumulators.set(name, createAccumulator(request.aggregations[name] as Aggregation, request));
    }
  }
  if (!exact || accumulators.size > 0) total = await countHere(index, query, request, accumulators, deadline);
  for (const [name, accumulator] of accumulators) results.set(name, accumulator.result());
  return { total, results: Object.fromEntries(asked.map(([name]) => [name, results.get(name) as AggregationResult])) };
}

/** Resolves with the number of matches. A plan whose answer turns out not to be exact leaves no result. */
async function askServer(
  index: LogIndex,
  query: Dsl,
  plans: ReadonlyMap<string, ServerPlan>,
  results: Map<string, AggregationResult>,
  deadline: Deadline,
): Promise<number> {
  const more = new Map<string, ServerPlan>();
  let total = 0;
  for (const group of grouped([...plans])) {
    const asked = { query, size: 0, track_total_hits: true, aggs: asksOf(group) };
    const answer = await searchLogs(index, deadline, asked);
    const hits = answer.hits.total ?? 0;
    total = typeof hits === 'number' ? hits : hits.value;
    const all = answer.aggregations as Record<string, unknown> | undefined;
    // before the first write there is no index, and nothing to count
    if (!all) continue;
    for (const [at, [name, plan]] of group.entries()) {
      const parts = Object.keys(plan.asks).map((part) => [part, all[`${at}.${part}`]]);
      const result = plan.read(Object.fromEntries(parts));
      if (result && 'asks' in result) more.set(name, result);
      else if (result) results.set(name, result);
    }
  }
  if (more.size > 0) await askServer(index, query, more, results, deadline);
  return total;
}

/** Everything that a group asks, by the place of the plan and the name of the part. */
function asksOf(group: readonly [string, ServerPlan][]): ServerPlan['asks'] {
  const parts = group.flatMap(([, plan], at) =>
    Object.entries(plan.asks).map(([part, aggregation]) => [`${at}.${part}`, aggregation] as const),
  );
  return Object.fromEntries(parts);
}

/** At least one group, so that the matches are counted; each with no more buckets than an answer may have. */
function grouped(plans: readonly [string, ServerPlan][]): [string, ServerPlan][][] {
  const groups: [string, ServerPlan][][] = [[]];
  let buckets = 0;
  for (const entry of plans) {
    buckets += entry[1].buckets;
    if (buckets > MAX_BUCKETS && groups.at(-1)?.length !== 0) {
      groups.push([]);
      buckets = entry[1].buckets;
    }
    groups.at(-1)?.push(entry);
  }
  return groups;
}

async function countHere(
  index: LogIndex,
  query: Dsl,
  request: AggregateRequest,
  accumulators: ReadonlyMap<string, Accumulator>,
  deadline: Deadline,
): Promise<number> {
  let total = 0;
  for await (const record of readPages(index, deadline, { query, order: 'desc' })) {
    if (!matches(record, request.query)) continue;
    total++;
    for (const accumulator of accumulators.values()) accumulator.add(record);
  }
  return total;
}
