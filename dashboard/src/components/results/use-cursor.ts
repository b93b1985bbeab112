import { type RefObject, useEffect, useRef, useState } from 'react';

/** The cell that has or would get the focus. */
export interface Cursor {
  row: number;
  column: number;
}

interface CursorOptions {
  grid: RefObject<HTMLElement | null>;
  rowCount: number;
  columnCount: number;
  scrollTo(row: number): void;
}

/** The one cell of the grid that Tab comes to; moving it takes the focus along. */
export function useCursor({ grid, rowCount, columnCount, scrollTo }: CursorOptions) {
  const [wanted, setCursor] = useState<Cursor>({ row: 0, column: 0 });
  const mustFocus = useRef(false);
  const cursor = clampCursor(wanted, rowCount, columnCount);
  const { row, column } = cursor;
  useEffect(() => {
    if (!mustFocus.current) return;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-index="${row}"] [data-column="${column}"]`);
    if (!cell) return;
    mustFocus.current = false;
    // whoever types by now keeps it
    const { activeElement } = document;
    if (activeElement instanceof HTMLInputElement && activeElement.type !== 'checkbox') return;
    cell.focus({ preventScroll: true });
  });
  const moveTo = (next: Cursor, { focus = true } = {}): Cursor => {
    const place = clampCursor(next, rowCount, columnCount);
    mustFocus.current = focus;
    setCursor((before) => (before.row === place.row && before.column === place.column ? before : place));
    if (rowCount > 0) scrollTo(place.row);
    return place;
  };
  return { cursor, moveTo };
}

function clampCursor({ row, column }: Cursor, rowCount: number, columnCount: number): Cursor {
  return {
    row: Math.max(0, Math.min(row, rowCount - 1)),
    column: Math.max(0, Math.min(column, columnCount - 1)),
  };
}

/** Where a key leads; null for any other key. */
export function cursorAfter(key: string, { row, column }: Cursor, page: number): Cursor | null {
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'PageDown':
      return { row: row + page, column };
    case 'PageUp':
      return { row: row - page, column };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: Number.POSITIVE_INFINITY };
    case 'Mod+Home':
      return { row: 0, column };
    case 'Mod+End':
      return { row: Number.POSITIVE_INFINITY, column };
    default:
      return null;
  }
}
