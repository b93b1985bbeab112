import type { TimeRange } from '../../../core/log-store.ts';
import type { BlockInfo } from './block-table.ts';
import type { Block } from './open-block.ts';

/** Rows from `begin` up to, not including, `end`. */
export interface RowRange {
  begin: number;
  end: number;
}

/** The rows of the block whose timestamp lies in the range. */
export function rowsWithin(block: Block, info: BlockInfo, { from, to }: TimeRange): RowRange {
  const begin = info.minTime >= from ? 0 : lowerBound(block.timestamps(), from);
  const end = info.maxTime <= to ? info.rows : lowerBound(block.timestamps(), Math.floor(to) + 1);
  return { begin, end: Math.max(begin, end) };
}

/** The first place, from `begin` to `end`, whose time is at least this; `end` when there is none. */
export function lowerBound(times: Float64Array, time: number, begin = 0, end = times.length): number {
  let low = begin;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
