import { PipelineError } from '../../../core/errors.ts';
import type { TimeRange } from '../../../core/log-store.ts';
import { openFieldValues } from './field-values.ts';
import { countRows } from './mask.ts';
import { lowerBound } from './row-range.ts';
import { type Accumulator, countEntries, type Selection } from './selection.ts';

const MAX_BUCKETS = 10_000;
/** Different values over all buckets together. */
const MAX_CELLS = 200_000;

interface Bucket {
  time: number;
  total: number;
  counts: Map<string, number>;
}

/** Counts records by interval and, with `by`, by the values of a field. */
export function createHistogram(
  { intervalMs, by }: { intervalMs: number; by?: string },
  range: TimeRange,
): Accumulator {
  const buckets = emptyBuckets(intervalMs, range);
  const firstTime = buckets[0]?.time ?? 0;
  let cells = 0;

  function count(bucket: Bucket, text: string, more: number): void {
    const former = bucket.counts.get(text);
    if (former === undefined && ++cells > MAX_CELLS) {
      throw new PipelineError('query_too_expensive', `the values of ${by} are too many to be shown over time`);
    }
    bucket.counts.set(text, (former ?? 0) + more);
  }

  function addRun(selection: Selection, bucket: Bucket): void {
    bucket.total += countRows(selection.mask, selection.begin, selection.end);
    const column = by === undefined ? null : openFieldValues(selection.block, by);
    if (!column) return;
    const entries = countEntries(column, selection);
    for (let entry = 0; entry < column.entries; entry++) {
      const more = entries[entry] as number;
      if (more > 0) for (const text of column.value(entry).texts) count(bucket, text, more);
    }
  }

  return {
    add(selection) {
      const indexOfTime = (time: number): number => Math.floor((time - firstTime) / intervalMs);
      const only = buckets[indexOfTime(selection.info.minTime)];
      if (only && indexOfTime(selection.info.maxTime) === indexOfTime(only.time)) {
        addRun(selection, only);
        return;
      }
      const times = selection.block.timestamps();
      const indexOf = (row: number): number => indexOfTime(times[row] as number);
      for (let begin = selection.begin; begin < selection.end; ) {
        const index = indexOf(begin);
        const end = lowerBound(times, firstTime + (index + 1) * intervalMs, begin, selection.end);
        const bucket = buckets[index];
        const whole = selection.whole && end - begin === selection.block.rows;
        if (bucket) addRun({ ...selection, begin, end, whole }, bucket);
        begin = end;
      }
    },
    result: () => ({
      kind: 'histogram',
      buckets: buckets.map(({ time, total, counts }) => ({ time, total, counts: Object.fromEntries(counts) })),
    }),
  };
}

function emptyBuckets(intervalMs: number, { from, to }: TimeRange): Bucket[] {
  const first = Math.floor(from / intervalMs);
  const count = Math.floor(to / intervalMs) - first + 1;
  if (!(intervalMs > 0) || count > MAX_BUCKETS) {
    throw new PipelineError(
      'query_too_expensive',
      `a histogram has at most ${MAX_BUCKETS} intervals, this one would have ${count}`,
    );
  }
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    time: (first + index) * intervalMs,
    total: 0,
    counts: new Map(),
  }));
}
