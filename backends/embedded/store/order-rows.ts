import type { BlockColumns } from './block-columns.ts';
import { MAX_ROWS, type Source } from './block-format.ts';

/** What decides the order of records. */
export type Positions = Pick<BlockColumns, 'timestamps' | 'sources' | 'sourceCodes' | 'offsets'>;

/** Longer than any block lasts that comes from clocks that go right. */
const LONGEST_MS = Math.floor(Number.MAX_SAFE_INTEGER / MAX_ROWS);

/** The rows, at most {@link MAX_ROWS}, in the order of records everywhere: by timestamp, then by id as compareRecordIds has it. */
export function orderRows(positions: Positions): Uint16Array {
  const { timestamps, offsets, sourceCodes } = positions;
  const ranks = rankSources(positions.sources);
  const compareIds = (a: number, b: number): number =>
    (ranks[sourceCodes[a] as number] as number) - (ranks[sourceCodes[b] as number] as number) ||
    (offsets[a] as number) - (offsets[b] as number);
  const order = orderByTime(timestamps);
  let begin = 0;
  let isOrdered = true;
  for (let at = 1; at <= order.length; at++) {
    const before = order[at - 1] as number;
    const row = order[at] as number;
    if (at < order.length && timestamps[before] === timestamps[row]) {
      if (isOrdered && compareIds(before, row) > 0) isOrdered = false;
      continue;
    }
    if (!isOrdered) order.subarray(begin, at).sort(compareIds);
    begin = at;
    isOrdered = true;
  }
  return order;
}

/** Numbers are sorted many times faster without a function that compares them, so the row stands in the number. */
function orderByTime(timestamps: Float64Array): Uint16Array {
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < timestamps.length; row++) {
    earliest = Math.min(earliest, timestamps[row] as number);
    latest = Math.max(latest, timestamps[row] as number);
  }
  const order = Uint16Array.from(timestamps.keys());
  if (latest - earliest >= LONGEST_MS)
    return order.sort((a, b) => (timestamps[a] as number) - (timestamps[b] as number));
  const keys = new Float64Array(timestamps.length);
  for (let row = 0; row < keys.length; row++) keys[row] = ((timestamps[row] as number) - earliest) * MAX_ROWS + row;
  keys.sort();
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as number;
    order[at] = key - Math.floor(key / MAX_ROWS) * MAX_ROWS;
  }
  return order;
}

function rankSources(sources: readonly Source[]): Uint16Array {
  const ranks = new Uint16Array(sources.length);
  const ordered = [...sources.keys()].sort((a, b) => compareSources(sources[a] as Source, sources[b] as Source));
  for (const [rank, index] of ordered.entries()) ranks[index] = rank;
  return ranks;
}

function compareSources(a: Source, b: Source): number {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? -1 : 1;
  return a.partition - b.partition;
}

/** The values of a column, which came by row, in this order. */
export function inOrder<T extends Float64Array | Uint16Array>(values: T, order: Uint16Array): T {
  const ordered = values.slice() as T;
  for (let at = 0; at < order.length; at++) ordered[at] = values[order[at] as number] as number;
  return ordered;
}
