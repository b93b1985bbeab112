import { MAX_ROWS } from './block-format.ts';
import type { Codes } from './integers.ts';

/** A column as queries see it: entries, each with a value, and which entry a row has. Several entries may have the same value. */
export interface Column<T = unknown> {
  readonly entries: number;
  value(entry: number): T;
  /** By row: 0 where the row has no value, else the entry's number + 1. */
  codes(): Codes;
  /** How many rows have each entry; null: one row each. */
  counts(): ArrayLike<number> | null;
}

const IDENTITY = Uint16Array.from({ length: MAX_ROWS }, (_, row) => row + 1);
const ONES = new Uint8Array(MAX_ROWS).fill(1);

/** Codes of a column where every row has an entry of its own. */
export const ownEntries = (rows: number): Codes => IDENTITY.subarray(0, rows);
/** Codes of a column with one entry for all rows. */
export const sameEntry = (rows: number): Codes => ONES.subarray(0, rows);

/** A column whose value is worked out row by row. */
export function rowColumn<T>(rows: number, value: (row: number) => T): Column<T> {
  return { entries: rows, value, codes: () => ownEntries(rows), counts: () => null };
}

/** The same column with each value put differently. */
export function mapColumn<T, U>(column: Column<T>, change: (value: T) => U): Column<U> {
  return {
    entries: column.entries,
    value: (entry) => change(column.value(entry)),
    codes: column.codes,
    counts: column.counts,
  };
}
