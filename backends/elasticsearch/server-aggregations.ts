import type { estypes } from '@elastic/elasticsearch';
import type { Aggregation, AggregationResult, TimeRange } from '../../core/log-store.ts';
import { createQuantileSketch } from '../../core/quantile-sketch.ts';
import { attributePath } from '../../core/query/fields.ts';
import { presence } from './compile-field.ts';
import { KEYWORD_FIELDS, NUMBER_FIELDS } from './document.ts';
import { isFaithful, isFaithfulPath, MAX_ATTRIBUTE, MAX_FIELD } from './faithful-text.ts';
import { emptyBuckets, limitCells } from './histogram-buckets.ts';
import { mostFrequent, readDistribution } from './results.ts';

type Ask = estypes.AggregationsAggregationContainer;

/** How an aggregation is asked of the server. */
export interface ServerPlan {
  asks: Record<string, Ask>;
  /** How many buckets the answer may have. */
  buckets: number;
  /** The answer's parts under the names of `asks` as our result, or what to ask besides; null when they turn out not to be exact. */
  read(parts: Record<string, unknown>): AggregationResult | ServerPlan | null;
}

interface ValueBuckets {
  buckets: readonly { key: string | number; doc_count: number }[];
  sum_other_doc_count: number;
}

/** So many different values are counted exactly. */
const EXACT_VALUES = 10_000;
/** Alone in its request. */
const ALL_BUCKETS = 60_000;
const COUNTABLE: ReadonlySet<string> = new Set<string>([...KEYWORD_FIELDS, ...NUMBER_FIELDS]);

/** Null: the server cannot count it as the language means it. */
export function planAggregation(asked: Aggregation, range: TimeRange): ServerPlan | null {
  switch (asked.kind) {
    case 'terms':
      return planTerms(asked.field, asked.limit);
    case 'histogram':
      return planHistogram(asked, range);
    case 'distribution':
      return planDistribution(asked.field);
  }
}

/** Whether the index holds the values of a field as texts that can be counted. */
function isCountable(field: string): boolean {
  const path = attributePath(field);
  return path === null ? COUNTABLE.has(field) : path !== '' && isFaithfulPath(path);
}

/** The field as the index calls it. */
function nameOf(field: string): string {
  const path = attributePath(field);
  return path === null ? field : `attributes.${path}`;
}

/** The values with their counts; null when a text may not be the whole of it. */
function readValues(field: string, { buckets }: ValueBuckets): Map<string, number> | null {
  const most = attributePath(field) === null ? MAX_FIELD : MAX_ATTRIBUTE;
  const counts = new Map(buckets.map(({ key, doc_count }) => [String(key), doc_count]));
  return counts.keys().every((text) => isFaithful(text, most)) ? counts : null;
}

/** @param estimates whether to have the number of different values estimated, once they are known to be many */
function planTerms(field: string, limit: number, estimates = false): ServerPlan | null {
  if (!isCountable(field)) return null;
  const size = Math.max(limit, EXACT_VALUES);
  const name = nameOf(field);
  const values: Ask = { terms: { field: name, size, shard_size: size } };
  const distinct: Ask = { cardinality: { field: name, precision_threshold: 40_000 } };
  return {
    asks: { values, present: { filter: presence(field).dsl }, ...(estimates ? { distinct } : {}) },
    buckets: size,
    read(parts) {
      const found = parts.values as ValueBuckets;
      const counts = readValues(field, found);
      if (!counts) return null;
      const isAll = found.sum_other_doc_count === 0;
      if (!isAll && !estimates) return planTerms(field, limit, true);
      const { value = 0 } = (parts.distinct ?? {}) as { value?: number };
      return {
        kind: 'terms',
        values: mostFrequent(counts, limit),
        present: (parts.present as { doc_count: number }).doc_count,
        cardinality: isAll ? counts.size : Math.max(counts.size, value),
      };
    },
  };
}

function planHistogram({ intervalMs, by }: { intervalMs: number; by?: string }, range: TimeRange): ServerPlan | null {
  if (by !== undefined && !isCountable(by)) return null;
  const empty = emptyBuckets(intervalMs, range);
  const aggs: Record<string, Ask> = by === undefined ? {} : { by: { terms: { field: nameOf(by), size: ALL_BUCKETS } } };
  return {
    asks: {
      times: {
        date_histogram: { field: 'timestamp', fixed_interval: `${intervalMs}ms`, min_doc_count: 1 },
        aggs,
      },
    },
    buckets: by === undefined ? empty.length : ALL_BUCKETS,
    read({ times }) {
      const { buckets } = times as { buckets: readonly { key: number; doc_count: number; by?: ValueBuckets }[] };
      const found = new Map(buckets.map((bucket) => [bucket.key, bucket]));
      let cells = 0;
      const filled: { time: number; total: number; counts: Record<string, number> }[] = [];
      for (const { time } of empty) {
        const bucket = found.get(time);
        const counts = bucket?.by && by !== undefined ? readValues(by, bucket.by) : new Map<string, number>();
        if (!counts) return null;
        cells += counts.size;
        limitCells(cells, by);
        filled.push({ time, total: bucket?.doc_count ?? 0, counts: Object.fromEntries(counts) });
      }
      return { kind: 'histogram', buckets: filled };
    },
  };
}

function planDistribution(field: 'response_time' | 'status_code'): ServerPlan {
  const binned = field === 'response_time' ? 'response_time_bin' : field;
  return {
    asks: { stats: { stats: { field } }, bins: { terms: { field: binned, size: EXACT_VALUES } } },
    buckets: EXACT_VALUES,
    read({ stats, bins }) {
      const { buckets, sum_other_doc_count } = bins as ValueBuckets;
      if (sum_other_doc_count > 0) return null;
      const sketch = createQuantileSketch();
      for (const { key, doc_count } of buckets) sketch.add(Number(key), doc_count);
      return readDistribution(sketch, stats as { min: number; max: number; avg: number });
    },
  };
}
