import { useDeferredValue, useMemo, useState } from 'react';
import { stripAnsi } from '../../lib/ansi.ts';
import { readField, valueText } from '../../lib/record-fields.ts';
import type { Rows } from './use-results.ts';

/** The rows among those loaded that hold a text in one of their columns. */
export function useFind(records: Rows['records'], columns: readonly string[]) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(isOpen ? text.trim().toLowerCase() : '');
  const rows = useMemo(() => findRows(records, columns, wanted), [records, columns, wanted]);
  return { isOpen, setOpen, text, setText, wanted, rows };
}

export type Find = ReturnType<typeof useFind>;

/** Indexes of the rows, in their order. */
function findRows(records: Rows['records'], columns: readonly string[], wanted: string): number[] {
  if (wanted === '') return [];
  const rows: number[] = [];
  for (const [index, record] of records.entries()) {
    if (!record) continue;
    const has = (column: string): boolean =>
      stripAnsi(valueText(readField(record, column)))
        .toLowerCase()
        .includes(wanted);
    if (columns.some(has)) rows.push(index);
  }
  return rows;
}

/** The match after or before a row, round the ends; null without matches. */
export function nextMatch(rows: readonly number[], from: number, direction: 1 | -1): number | null {
  if (rows.length === 0) return null;
  const found = direction > 0 ? rows.find((row) => row > from) : rows.findLast((row) => row < from);
  return found ?? (direction > 0 ? rows[0] : rows.at(-1)) ?? null;
}
