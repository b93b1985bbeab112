import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
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
import { nextMatch, useFind } from './use-find.ts';
import { useLook } from './use-look.ts';
import { useResults } from './use-results.ts';
import { useRowKeys } from './use-row-keys.ts';
import { HEADER_HEIGHT, useLogTable, useVirtualRows } from './use-rows.ts';

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

/** The logs that match, page by page as one scrolls. It fills the height that it is given. */
export function ResultsTable({ question, order, openId, onOpen, onFilter, empty }: ResultsTableProps) {
  const { search, records, spans, total } = useResults(question, order);
  const state = useColumns();
  const { columns, widths } = state;
  const look = useLook();
  const [zone] = useZone();
  const [, changeScreen] = useScreenState();
  const find = useFind(records, columns);
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const [said, setSaid] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const kept = useRef(0);

  const table = useLogTable(records, columns, widths);
  const virtualizer = useVirtualRows({ scroller, records, rowHeight: look.rowHeight, kept: kept.current });
  const scrollTo = useCallback((row: number) => virtualizer.scrollToIndex(row), [virtualizer]);
  const columnCount = look.isNarrow ? 1 : columns.length;
  const { cursor, moveTo } = useCursor({ grid: scroller, rowCount: records.length, columnCount, scrollTo });
  kept.current = cursor.row;

  const wantsContext = useRef(false);
  useFollowOpen({ records, openId, cursor, moveTo, scroller });
  useEffect(() => {
    if (openId === null || !wantsContext.current) return;
    wantsContext.current = false;
    changeScreen({ tab: 'context' }, { replace: true });
  }, [openId, changeScreen]);

  const stepFind = (direction: 1 | -1): void => {
    const row = find.isOpen ? nextMatch(find.rows, cursor.row, direction) : null;
    if (row !== null) moveTo({ ...cursor, row }, { focus: false });
  };
  const closeFind = (): void => {
    find.setOpen(false);
    moveTo(cursor);
  };
  const actions = useStable({
    onOpen,
    onFilter,
    onSelect: (id: string, isRange: boolean) =>
      setSelection((before) => {
        if (!isRange) return toggleRow(before, id);
        const order = records.map((record) => record.id);
        return selectRange(before, id, order);
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
    ...{ records, columns, cursor, page, openId, moveTo },
    ...actions,
    onFind: () => find.setOpen(true),
    onStepFind: stepFind,
    onDensity: look.toggleDensity,
    onSaid: setSaid,
  });
  const selected = useMemo(() => records.filter(({ id }) => selection.ids.has(id)), [records, selection]);

  return (
    <section aria-label={strings.results.table} className="flex h-full min-h-0 min-w-0 flex-col bg-surface">
      <ResultsToolbar
        {...{ records, selected, state, look, find }}
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
      ) : search.isError && records.length === 0 ? (
        <ErrorState error={search.error} onRetry={() => void search.refetch()} />
      ) : records.length === 0 ? (
        (empty ?? <EmptyState title={strings.results.empty} />)
      ) : (
        <ResultsGrid
          {...{ search, records, spans, total, table, virtualizer, scroller, state, look, zone, cursor, openId }}
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

interface FollowOptions extends Pick<ReturnType<typeof useCursor>, 'cursor' | 'moveTo'> {
  records: readonly { id: string }[];
  openId: string | null;
  scroller: { current: HTMLElement | null };
}

/** The cursor goes to the log that is opened from elsewhere, and has the focus again when it is closed. */
function useFollowOpen({ records, openId, cursor, moveTo, scroller }: FollowOptions): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    const last = before.current;
    if (last === openId) return;
    const row = openId === null ? cursor.row : records.findIndex(({ id }) => id === openId);
    // it may stand on a page that is not loaded yet
    if (row < 0) return;
    before.current = openId;
    const isLost = document.activeElement === document.body || scroller.current?.contains(document.activeElement);
    moveTo({ ...cursor, row }, { focus: (openId === null && isLost) === true });
  });
}
