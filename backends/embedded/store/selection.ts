import type { AggregationResult } from '../../../core/log-store.ts';
import type { BlockInfo } from './block-table.ts';
import type { Column } from './column.ts';
import type { Mask } from './mask.ts';
import type { Block } from './open-block.ts';
import type { RowRange } from './row-range.ts';

/** The matching rows of one block: those of the mask inside the range. */
export interface Selection extends RowRange {
  block: Block;
  info: BlockInfo;
  mask: Mask;
  /** All rows of the block match. */
  whole: boolean;
}

/** Gathers one aggregation over the selections of many blocks. */
export interface Accumulator {
  /** Takes whole blocks, all at once and before any selection; without it, they come as selections too. */
  addBlocks?(infos: readonly BlockInfo[]): void;
  add(selection: Selection): void;
  result(): AggregationResult;
}

/** How many selected rows have each entry of a column. */
export function countEntries(column: Column, { mask, begin, end, whole }: Selection): ArrayLike<number> {
  if (whole) return column.counts() ?? new Uint8Array(column.entries).fill(1);
  const codes = column.codes();
  const counts = new Uint32Array(column.entries + 1);
  if (mask === true) {
    for (let row = begin; row < end; row++) counts[codes[row] as number] = (counts[codes[row] as number] as number) + 1;
  } else if (mask !== false) {
    for (let row = begin; row < end; row++) {
      const code = codes[row] as number;
      counts[code] = (counts[code] as number) + (mask[row] as number);
    }
  }
  return counts.subarray(1);
}
