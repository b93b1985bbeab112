import { useEffect, useRef } from 'react';
import type { Find } from './use-find.ts';
import type { Grid } from './use-grid.ts';

/** The match after or before a row, round the ends; null without matches. */
function nextMatch(rows: readonly number[], from: number, direction: 1 | -1): number | null {
  if (rows.length === 0) return null;
  const found = direction > 0 ? rows.find((row) => row > from) : rows.findLast((row) => row < from);
  return found ?? (direction > 0 ? rows[0] : rows.at(-1)) ?? null;
}

/** Goes to the first match from a row on whenever another text is wanted. */
function useFirstMatch({ wanted, rows }: Find, from: number, go: (row: number) => void): void {
  const before = useRef('');
  useEffect(() => {
    if (before.current === wanted) return;
    before.current = wanted;
    const row = nextMatch(rows, from - 1, 1);
    if (row !== null) go(row);
  });
}

/** The row while it is seen, else the first that is. */
function seenRow(range: Grid['virtualizer']['range'], row: number): number {
  return range && (row < range.startIndex || row > range.endIndex) ? range.startIndex : row;
}

/** Leads from match to match, beginning with the first that is seen; closed, it gives the focus back to the rows. */
export function useFindSteps(find: Find, { cursor, moveTo, virtualizer }: Grid) {
  const goTo = (row: number): void => {
    moveTo({ ...cursor, row }, { focus: false });
    // with what stands around it
    if (seenRow(virtualizer.range, row) !== row) virtualizer.scrollToIndex(row, { align: 'center' });
  };
  useFirstMatch(find, seenRow(virtualizer.range, cursor.row), goTo);
  return {
    onStepFind(direction: 1 | -1): void {
      const row = find.isOpen ? nextMatch(find.rows, cursor.row, direction) : null;
      if (row !== null) goTo(row);
    },
    onCloseFind(): void {
      find.close();
      moveTo(cursor);
    },
  };
}
