import { useRef } from 'react';
import type { Widths } from '../../lib/columns.ts';
import { useCursor } from './use-cursor.ts';
import type { useLook } from './use-look.ts';
import { showRow, useLogTable, useVirtualRows } from './use-rows.ts';

interface GridOptions {
  ids: readonly string[];
  /** Those that are shown. */
  columns: readonly string[];
  widths: Widths;
  look: ReturnType<typeof useLook>;
}

/** The one cell of a row that has no columns. */
const CARD = ['message'];

/** The rows that are drawn, and the cell among them that has the focus: its row stays, wherever one scrolls. */
export function useGrid({ ids, columns, widths, look }: GridOptions) {
  const scroller = useRef<HTMLDivElement>(null);
  const kept = useRef(0);
  const table = useLogTable(columns, widths);
  const virtualizer = useVirtualRows({ scroller, ids, rowHeight: look.rowHeight, kept: kept.current });
  const { cursor, moveTo } = useCursor({
    grid: scroller,
    ids,
    columns: look.isNarrow ? CARD : columns,
    scrollTo: (row) => showRow(virtualizer, row),
  });
  kept.current = cursor.row;
  return { scroller, table, virtualizer, cursor, moveTo };
}

export type Grid = ReturnType<typeof useGrid>;
