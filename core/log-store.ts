import type { Query } from './query/ast.ts';
import type { LogRecord } from './record.ts';

/** What became of the records of one write, by their place in the call. */
export interface WriteResult {
  /** Now stored. */
  stored: number;
  /** Were there already under their id; left as they were. */
  duplicates: number;
  /** Can never be stored; the others of the call are. */
  rejected: readonly { index: number; reason: string }[];
}

/** Times are epoch ms; `from` and `to` both belong to the range. */
export interface TimeRange {
  from: number;
  to: number;
}

/** A place in the order of records: by timestamp, then by id (compareRecordIds). */
export interface RecordPosition {
  timestamp: number;
  id: string;
}

export interface SearchRequest extends TimeRange {
  query: Query;
  /** ≥ 0; 0 only counts. */
  limit: number;
  /** The page ends before its records have more characters together, about, but not before it has one record. Default: no matter how many. */
  maxCharacters?: number;
  order: 'asc' | 'desc';
  /** Begin behind this place, in the direction of `order`. */
  after?: RecordPosition;
  /** Count matches exactly up to this number, beyond it the total is a lower bound. Default 10,000. */
  countUpTo?: number;
  /** Give up when this fires. */
  signal?: AbortSignal;
}

export interface SearchResult {
  total: { value: number; relation: 'eq' | 'gte' };
  records: LogRecord[];
  /** Where the next page begins; null when this was the last, however few records it has. */
  next: RecordPosition | null;
}

/** Fields that can be counted by value. `attributes.a.b` names a path inside attributes. */
export type FieldName = string;

export type Aggregation =
  /** Most frequent values of a field, highest first, ties by value. */
  | { kind: 'terms'; field: FieldName; limit: number }
  /** Counts per interval, aligned to multiples of it since the epoch, empty buckets included, optionally split by a field's values. */
  | { kind: 'histogram'; intervalMs: number; by?: FieldName }
  /** Distribution of a numeric field. Quantiles are within 1 % of the value (relative). */
  | { kind: 'distribution'; field: 'response_time' | 'status_code' };

export type AggregationResult =
  | {
      kind: 'terms';
      values: { value: string; count: number }[];
      /** How many records have the field at all. */
      present: number;
      /** Distinct values; exact up to 10,000, an estimate beyond. */
      cardinality: number;
    }
  | { kind: 'histogram'; buckets: { time: number; total: number; counts: Record<string, number> }[] }
  | {
      kind: 'distribution';
      count: number;
      min: number | null;
      avg: number | null;
      max: number | null;
      p50: number | null;
      p95: number | null;
      p99: number | null;
    };

export interface AggregateRequest extends TimeRange {
  query: Query;
  aggregations: Readonly<Record<string, Aggregation>>;
  signal?: AbortSignal;
}

export interface AggregateResult {
  /** Records that match. */
  total: number;
  results: Record<string, AggregationResult>;
}

/** Where finished records live. Finds exactly the records for which `matches(record, query)` is true. */
export interface LogStore {
  /**
   * Idempotent by `id`. Resolves once the records are durable and can be found.
   * @throws PipelineError `storage_full` or `unavailable` when the store is in trouble: nothing of the call is known to be stored, write it again.
   */
  write(records: readonly LogRecord[]): Promise<WriteResult>;
  /** How many records a write should have, where there are as many: fewer cost more a record, more only memory. */
  readonly batchSize: number;
  /** @throws PipelineError `query_timeout` when it takes longer than the store allows, `query_too_expensive` when it asks too much. */
  search(request: SearchRequest): Promise<SearchResult>;
  aggregate(request: AggregateRequest): Promise<AggregateResult>;
  /** The records that exist among these ids, in the order asked for. */
  get(ids: readonly string[]): Promise<LogRecord[]>;
  close(): Promise<void>;
}

/** Stores that hold more than they need can drop what is older than a category's retention. */
export interface Retention {
  /** Deletes what is older than its category's days and gives the space back. Resolves with how many records went. */
  dropExpired(now: number, days: Readonly<Record<string, number>>): Promise<number>;
}
