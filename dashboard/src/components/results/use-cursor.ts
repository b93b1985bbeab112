import { type RefObject, useEffect, useRef, useState } from 'react';

/** The cell that has or would get the focus. */
export interface Cursor {
  row: number;
  column: number;
}

interface CursorOptions {
  grid: RefObject<HTMLElement | null>;
  ids: readonly string[];
  columns: readonly string[];
  scrollTo(row: number): void;
}

/**
 * The one cell of the grid that Tab comes to; moving it takes the focus along. It stays in its column wherever that is moved, and
 * comes back to it after the column was away; other rows in place of its own leave the focus in the grid.
 */
export function useCursor({ grid, ids, columns, scrollTo }: CursorOptions) {
  const rowCount = ids.length;
  const [firstId] = ids;
  const [wanted, setCursor] = useState<Cursor & { name?: string | undefined }>({ row: 0, column: 0 });
  const mustFocus = useRef(false);
  const hadFocus = useRef(false);
  const at = wanted.name === undefined ? -1 : columns.indexOf(wanted.name);
  const cursor = clampCursor(at < 0 ? wanted : { row: wanted.row, column: at }, rowCount, columns.length);
  const { row, column } = cursor;
  const shown = useRef({ columns, firstId });
  useEffect(() => {
    // a column that goes takes the focus of its cell along, and so do rows
    const isOther = shown.current.columns !== columns || shown.current.firstId !== firstId;
    if (isOther && hadFocus.current && document.activeElement === document.body) mustFocus.current = true;
    shown.current = { columns, firstId };
    hadFocus.current = grid.current?.contains(document.activeElement) ?? false;
  });
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
    const place = clampCursor(next, rowCount, columns.length);
    const name = columns[place.column];
    mustFocus.current = focus;
    // the focus is moved after the next render, so that there has to be one
    setCursor((before) => (!focus && before.row === place.row && before.name === name ? before : { ...place, name }));
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
