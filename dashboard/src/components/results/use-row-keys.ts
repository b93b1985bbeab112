import type { KeyboardEvent } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { copyText } from '../../lib/copy-text.ts';
import { logLink } from '../../lib/log-link.ts';
import { readField, valueText } from '../../lib/record-fields.ts';
import { nameOfKey, useShortcuts } from '../../lib/shortcuts.ts';
import { strings } from '../../strings/catalogue.ts';
import { type Cursor, cursorAfter } from './use-cursor.ts';

interface RowKeysOptions {
  ids: readonly string[];
  /** Undefined while it is out of memory. */
  record: LogRecord | undefined;
  columns: readonly string[];
  cursor: Cursor;
  /** Rows that are seen at once. */
  page: number;
  openId: string | null;
  moveTo(cursor: Cursor): Cursor;
  onOpen(id: string | null): void;
  onSelect(id: string, isRange: boolean): void;
  onContext(id: string): void;
  onFilter(field: string, value: string, isExcluded: boolean): void;
  onFind(): void;
  onStepFind(direction: 1 | -1): void;
  onDensity(): void;
  onSaid(text: string): void;
}

const MOST_FILTERED = 200;

/** The value of a cell as a filter can name it: of a long message only its whole words at the begin. */
function filterValue(record: LogRecord, column: string): string {
  const text = valueText(readField(record, column));
  if (text.length <= MOST_FILTERED) return text;
  return text.slice(0, MOST_FILTERED).replace(/[\p{L}\p{Nd}]*$/u, '');
}

/** The keys of the table: those of the page, and those of a focused cell. */
export function useRowKeys(options: RowKeysOptions): (event: KeyboardEvent) => void {
  const { ids, record, columns, cursor, page, openId, moveTo, onOpen } = options;
  const step = (next: Cursor): void => {
    const { row } = moveTo(next);
    const id = ids[row];
    if (openId !== null && id !== undefined && row !== cursor.row) onOpen(id);
  };
  const filter = (isExcluded: boolean): void => {
    const column = columns[cursor.column];
    if (!record || column === undefined) return;
    const value = filterValue(record, column);
    if (value !== '') options.onFilter(column, value, isExcluded);
  };
  const withRecord = (action: (found: LogRecord) => void) => (): void => {
    if (record) action(record);
  };
  const toggleOpen = ({ id }: LogRecord): void => onOpen(id === openId ? null : id);
  useShortcuts({
    j: () => step({ ...cursor, row: cursor.row + 1 }),
    k: () => step({ ...cursor, row: cursor.row - 1 }),
    o: withRecord(toggleOpen),
    x: withRecord(({ id }) => options.onSelect(id, false)),
    'Shift+X': withRecord(({ id }) => options.onSelect(id, true)),
    y: withRecord(({ id }) => {
      void copyText(logLink(id)).then((isCopied) => isCopied && options.onSaid(strings.results.copiedLink));
    }),
    c: withRecord(({ id }) => options.onContext(id)),
    f: () => filter(false),
    'Shift+F': () => filter(true),
    n: () => options.onStepFind(1),
    'Shift+N': () => options.onStepFind(-1),
    '.': options.onDensity,
    'Mod+f': options.onFind,
    ...(openId !== null && { Escape: () => onOpen(null) }),
  });
  return (event) => {
    const isCell = event.target instanceof HTMLElement && event.target.dataset.column !== undefined;
    if (!isCell || event.altKey) return;
    const next = cursorAfter(nameOfKey(event), cursor, page);
    if (next && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) step(next);
    else if (next) moveTo(next);
    else if (event.key === 'Enter' && record) toggleOpen(record);
    else if (event.key === ' ' && record) options.onSelect(record.id, event.shiftKey);
    else return;
    event.preventDefault();
  };
}
