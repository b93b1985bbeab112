import { PipelineError } from '../../../core/errors.ts';
import type { AggregateRequest, AggregateResult, Aggregation, TimeRange } from '../../../core/log-store.ts';
import { createDistribution } from './aggregate-distribution.ts';
import { createHistogram } from './aggregate-histogram.ts';
import { createTerms } from './aggregate-terms.ts';
import type { BlockSource } from './block-source.ts';
import type { BlockInfo } from './block-table.ts';
import { DONE_ROWS } from './choose-merge.ts';
import { countRows } from './mask.ts';
import { compileFilterTest } from './query-filter.ts';
import { compileMask } from './query-mask.ts';
import { rowsWithin } from './row-range.ts';
import type { Accumulator } from './selection.ts';
import type { TermTotals } from './term-totals.ts';

/** What crosses to a reader thread: all of a request but its signal. */
export type PlainAggregateRequest = Omit<AggregateRequest, 'signal'>;

const MAX_AGGREGATIONS = 50;

/** @param check called now and then; may throw to end the work */
export function aggregateBlocks(
  { source, totals }: { source: BlockSource; totals: TermTotals },
  infos: readonly BlockInfo[],
  request: PlainAggregateRequest,
  check: () => void,
): AggregateResult {
  const mayMatch = compileFilterTest(request.query);
  const maskOf = compileMask(request.query);
  const accumulators = Object.entries(request.aggregations).map(([name, asked]) => ({
    name,
    accumulator: createAccumulator(asked, request, totals),
  }));
  if (accumulators.length > MAX_AGGREGATIONS) {
    throw new PipelineError('query_too_expensive', `at most ${MAX_AGGREGATIONS} aggregations can be asked for at once`);
  }
  const wholes = request.query.kind === 'all' ? infos.filter((info) => staysWhole(info, request)) : [];
  for (const { accumulator } of accumulators) accumulator.addBlocks?.(wholes);
  const known = new Set(wholes);
  let total = 0;
  for (const info of infos) {
    check();
    if (known.has(info) && accumulators.every(({ accumulator }) => accumulator.addBlocks)) {
      total += info.rows;
      continue;
    }
    if (mayMatch && !mayMatch(source.filter(info))) continue;
    const block = source.open(info);
    const range = rowsWithin(block, info, request);
    const mask = range.begin < range.end && maskOf(block, check);
    const count = countRows(mask, range.begin, range.end);
    if (count === 0) continue;
    total += count;
    const selection = { block, info, mask, ...range, whole: count === info.rows };
    for (const { accumulator } of accumulators) {
      if (!accumulator.addBlocks || !known.has(info)) accumulator.add(selection);
    }
  }
  return {
    total,
    results: Object.fromEntries(accumulators.map(({ name, accumulator }) => [name, accumulator.result()])),
  };
}

/** Whether all of the block is asked for, and it is one that will not be merged away soon. */
function staysWhole({ rows, minTime, maxTime }: BlockInfo, { from, to }: TimeRange): boolean {
  return rows > DONE_ROWS && minTime >= from && maxTime <= to;
}

function createAccumulator(asked: Aggregation, range: TimeRange, totals: TermTotals): Accumulator {
  switch (asked.kind) {
    case 'terms':
      return createTerms(asked.field, asked.limit, totals);
    case 'histogram':
      return createHistogram(asked, range);
    case 'distribution':
      return createDistribution(asked.field);
  }
}
