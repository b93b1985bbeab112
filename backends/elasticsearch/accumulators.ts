import type { Aggregation, AggregationResult, TimeRange } from '../../core/log-store.ts';
import { createQuantileSketch } from '../../core/quantile-sketch.ts';
import { compileFieldPresence, fieldTexts } from '../../core/query/fields.ts';
import type { LogRecord } from '../../core/record.ts';
import { parseTime } from '../../core/time.ts';
import { emptyBuckets, limitCells } from './histogram-buckets.ts';
import { mostFrequent, readDistribution } from './results.ts';

/** Gathers an aggregation from records, one by one. */
export interface Accumulator {
  add(record: LogRecord): void;
  result(): AggregationResult;
}

export function createAccumulator(asked: Aggregation, range: TimeRange): Accumulator {
  switch (asked.kind) {
    case 'terms':
      return createTerms(asked.field, asked.limit);
    case 'histogram':
      return createHistogram(asked, range);
    case 'distribution':
      return createDistribution(asked.field);
  }
}

const increase = (counts: Map<string, number>, text: string): void => {
  counts.set(text, (counts.get(text) ?? 0) + 1);
};

function createTerms(field: string, limit: number): Accumulator {
  const counts = new Map<string, number>();
  const isPresent = compileFieldPresence(field);
  let present = 0;
  return {
    add(record) {
      if (!isPresent(record)) return;
      present++;
      for (const text of new Set(fieldTexts(record, field))) increase(counts, text);
    },
    result: () => ({ kind: 'terms', values: mostFrequent(counts, limit), present, cardinality: counts.size }),
  };
}

function createHistogram({ intervalMs, by }: { intervalMs: number; by?: string }, range: TimeRange): Accumulator {
  const buckets = emptyBuckets(intervalMs, range);
  const first = buckets[0]?.time ?? 0;
  let cells = 0;
  return {
    add(record) {
      const bucket = buckets[Math.floor((parseTime(record.timestamp) - first) / intervalMs)];
      if (!bucket) return;
      bucket.total++;
      if (by === undefined) return;
      cells -= bucket.counts.size;
      for (const text of new Set(fieldTexts(record, by))) increase(bucket.counts, text);
      cells += bucket.counts.size;
      limitCells(cells, by);
    },
    result: () => ({
      kind: 'histogram',
      buckets: buckets.map(({ counts, ...rest }) => ({ ...rest, counts: Object.fromEntries(counts) })),
    }),
  };
}

function createDistribution(field: 'response_time' | 'status_code'): Accumulator {
  const sketch = createQuantileSketch();
  return {
    add(record) {
      const value = record[field];
      if (value !== undefined) sketch.add(value);
    },
    result: () => readDistribution(sketch, { min: sketch.min, max: sketch.max, avg: sketch.sum / sketch.count }),
  };
}
