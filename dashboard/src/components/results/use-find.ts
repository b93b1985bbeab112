import { useDeferredValue, useMemo, useState } from 'react';
import { stripAnsi } from '../../lib/ansi.ts';
import { readField, valueText } from '../../lib/record-fields.ts';
import type { Rows } from './use-results.ts';

/** The rows among those loaded that hold a text in one of their columns. */
export function useFind(records: Rows['records'], columns: readonly string[]) {
  const [isOpen, setOpen] = useState(false);
  const [openings, setOpenings] = useState(0);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(isOpen ? text.trim().toLowerCase() : '');
  const rows = useMemo(() => findRows(records, columns, wanted), [records, columns, wanted]);
  return {
    isOpen,
    /** How often it was asked for. */
    openings,
    text,
    setText,
    wanted,
    rows,
    open(): void {
      setOpen(true);
      setOpenings(openings + 1);
    },
    close: () => setOpen(false),
  };
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
