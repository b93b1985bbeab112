import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { LogsQuestion } from '../../api/logs.ts';
import { columnTracks } from '../../lib/columns.ts';
import { useScreenState, useZone } from '../../lib/screen-state.ts';
import { NOTHING_SELECTED, selectRange, toggleRow } from '../../lib/select-rows.ts';
import { useStable } from '../../lib/use-stable.ts';
import { strings } from '../../strings/catalogue.ts';
import { EmptyState, ErrorState } from '../kit/states.tsx';
import { ResultsGrid } from './results-grid.tsx';
import { LoadingRows } from './results-states.tsx';
import { ResultsToolbar } from './results-toolbar.tsx';
import { useColumns } from './use-columns.ts';
import { useCursor } from './use-cursor.ts';
import { nextMatch, useFind, useFirstMatch } from './use-find.ts';
import { useLook } from './use-look.ts';
import { useMemory } from './use-memory.ts';
import { useResults } from './use-results.ts';
import { useRowKeys } from './use-row-keys.ts';
import { HEADER_HEIGHT, showRow, useLogTable, useVirtualRows } from './use-rows.ts';
import { useShownColumns } from './use-shown-columns.ts';

export interface ResultsTableProps {
  question: LogsQuestion;
  order: 'asc' | 'desc';
  /** The log that the details show. */
  openId: string | null;
  onOpen(id: string | null): void;
  onFilter(field: string, value: string, isExcluded: boolean): void;
  /** Said when nothing matches. */
  empty?: ReactNode;
}

/** The one cell of a row that has no columns. */
const CARD = ['message'];

/** The logs that match, page by page as one scrolls. It fills the height that it is given. */
export function ResultsTable({ question, order, openId, onOpen, onFilter, empty }: ResultsTableProps) {
  const { search, pages, rows, total } = useResults(question, order);
  const { ids, records } = rows;
  const state = useColumns();
  const look = useLook();
  const [zone] = useZone();
  const [, changeScreen] = useScreenState();
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const [said, setSaid] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLElement>(null);
  const { columns, widths } = useShownColumns(frame, state, openId !== null && !look.isNarrow);
  const find = useFind(records, columns);
  const kept = useRef(0);

  const table = useLogTable(columns, widths);
  const virtualizer = useVirtualRows({ scroller, ids, rowHeight: look.rowHeight, kept: kept.current });
  const { cursor, moveTo } = useCursor({
    grid: scroller,
    rowCount: ids.length,
    columns: look.isNarrow ? CARD : columns,
    scrollTo: (row) => showRow(virtualizer, row),
  });
  kept.current = cursor.row;

  const wantsContext = useRef(false);
  useFollowOpen({ ids, openId, cursor, moveTo, scroller });
  useEffect(() => {
    if (openId === null || !wantsContext.current) return;
    wantsContext.current = false;
    changeScreen({ tab: 'context' }, { replace: true });
  }, [openId, changeScreen]);

  const goToMatch = (row: number): void => {
    moveTo({ ...cursor, row }, { focus: false });
    // with what stands around it
    if (seenRow(virtualizer.range, row) !== row) virtualizer.scrollToIndex(row, { align: 'center' });
  };
  const stepFind = (direction: 1 | -1): void => {
    const row = find.isOpen ? nextMatch(find.rows, cursor.row, direction) : null;
    if (row !== null) goToMatch(row);
  };
  useFirstMatch(find, seenRow(virtualizer.range, cursor.row), goToMatch);
  const closeFind = (): void => {
    find.close();
    moveTo(cursor);
  };
  const actions = useStable({
    onOpen,
    onFilter,
    onSelect: (id: string, isRange: boolean) =>
      setSelection((before) => {
        if (!isRange) return toggleRow(before, id);
        return selectRange(before, id, ids);
      }),
    onContext: (id: string) => {
      if (id === openId) return changeScreen({ tab: 'context' }, { replace: true });
      wantsContext.current = true;
      onOpen(id);
    },
    onCell: (row: number, column: number) => moveTo({ row, column }),
  });
  const page = Math.max(1, Math.floor(((virtualizer.scrollRect?.height ?? 0) - HEADER_HEIGHT) / look.rowHeight) - 1);
  const onKeyDown = useRowKeys({
    ...{ ids, columns, cursor, page, openId, moveTo },
    record: records[cursor.row],
    ...actions,
    onFind: find.open,
    onStepFind: stepFind,
    onDensity: look.toggleDensity,
    onSaid: setSaid,
  });
  const loaded = useMemo(() => records.filter((record) => record !== undefined), [records]);
  const selected = useMemo(() => loaded.filter(({ id }) => selection.ids.has(id)), [loaded, selection]);
  const selectedRows = useMemo(() => rowsOf(ids, selection.ids), [ids, selection]);
  const pinned = usePinned(ids, selectedRows, openId);
  useMemory({ question, order, pages, isOld: search.isPlaceholderData, seen: virtualizer.range, pinned });

  return (
    <section ref={frame} aria-label={strings.results.table} className="flex h-full min-h-0 min-w-0 flex-col bg-surface">
      <ResultsToolbar
        {...{ selected, state, look, find }}
        records={loaded}
        rowCount={ids.length}
        hiddenCount={state.columns.length - columns.length}
        selectedCount={selectedRows.length}
        at={cursor.row}
        onStepFind={stepFind}
        onCloseFind={closeFind}
        onClear={() => setSelection(NOTHING_SELECTED)}
        onSaid={setSaid}
      />
      <span role="status" className="sr-only">
        {said}
      </span>
      {search.isPending ? (
        <LoadingRows rowHeight={look.rowHeight} />
      ) : search.isError && ids.length === 0 ? (
        <ErrorState error={search.error} onRetry={() => void search.refetch()} />
      ) : ids.length === 0 ? (
        (empty ?? <EmptyState title={strings.results.empty} />)
      ) : (
        <ResultsGrid
          {...{ search, rows, total, table, virtualizer, scroller, state, columns, look, zone, cursor, openId }}
          tracks={columnTracks(columns, widths)}
          selectedIds={selection.ids}
          wanted={find.wanted}
          actions={actions}
          onKeyDown={onKeyDown}
        />
      )}
    </section>
  );
}

/** The row while it is seen, else the first that is. */
function seenRow(range: { startIndex: number; endIndex: number } | null, row: number): number {
  return range && (row < range.startIndex || row > range.endIndex) ? range.startIndex : row;
}

function rowsOf(ids: readonly string[], wanted: ReadonlySet<string>): number[] {
  return wanted.size === 0 ? [] : [...ids.keys()].filter((row) => wanted.has(ids[row] ?? ''));
}

/** The rows that are selected, and the open one with those beside it. */
function usePinned(ids: readonly string[], selected: readonly number[], openId: string | null): readonly number[] {
  return useMemo(() => {
    const open = openId === null ? -1 : ids.indexOf(openId);
    return open < 0 ? selected : [...selected, open - 1, open, open + 1];
  }, [ids, selected, openId]);
}

interface FollowOptions extends Pick<ReturnType<typeof useCursor>, 'cursor' | 'moveTo'> {
  ids: readonly string[];
  openId: string | null;
  scroller: { current: HTMLElement | null };
}

/** The cursor goes to the log that is opened from elsewhere, and has the focus again when it is closed. */
function useFollowOpen({ ids, openId, cursor, moveTo, scroller }: FollowOptions): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    const last = before.current;
    if (last === openId) return;
    const row = openId === null ? cursor.row : ids.indexOf(openId);
    // it may stand on a page that is not loaded yet
    if (row < 0) return;
    before.current = openId;
    const isLost = document.activeElement === document.body || scroller.current?.contains(document.activeElement);
    moveTo({ ...cursor, row }, { focus: (openId === null && isLost) === true });
  });
}
