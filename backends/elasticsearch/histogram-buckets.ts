import { PipelineError } from '../../core/errors.ts';
import type { TimeRange } from '../../core/log-store.ts';

const MAX_BUCKETS = 10_000;
/** Different values over all buckets together. */
const MAX_CELLS = 60_000;

export interface Bucket {
  time: number;
  total: number;
  counts: Map<string, number>;
}

/** All intervals of a range, none of them filled. @throws PipelineError `query_too_expensive` */
export function emptyBuckets(intervalMs: number, { from, to }: TimeRange): Bucket[] {
  const first = Math.floor(from / intervalMs);
  const count = Math.floor(to / intervalMs) - first + 1;
  if (!(intervalMs > 0) || count > MAX_BUCKETS) {
    throw new PipelineError(
      'query_too_expensive',
      `A histogram has at most ${MAX_BUCKETS} intervals, this one would have ${count}.`,
    );
  }
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    time: (first + index) * intervalMs,
    total: 0,
    counts: new Map(),
  }));
}

/** @throws PipelineError `query_too_expensive` when the buckets hold too many different values together */
export function limitCells(cells: number, by: string | undefined): void {
  if (cells <= MAX_CELLS) return;
  throw new PipelineError('query_too_expensive', `The values of ${by} are too many to be shown over time.`);
}
