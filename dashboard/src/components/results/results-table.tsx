import { type ReactNode, useMemo } from 'react';
import type { LogsQuestion } from '../../api/logs.ts';
import { columnTracks } from '../../lib/columns.ts';
import { useZone } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { EmptyState, ErrorState } from '../kit/states.tsx';
import { ResultsGrid } from './results-grid.tsx';
import { LoadingRows } from './results-states.tsx';
import { ResultsToolbar } from './results-toolbar.tsx';
import { useResultsTable } from './use-results-table.ts';

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

type Table = ReturnType<typeof useResultsTable>;

/** The rows, or why there are none. */
function ResultsBody({ table: all, openId, empty }: Pick<ResultsTableProps, 'openId' | 'empty'> & { table: Table }) {
  const { search, rows, total, state, look, columns, widths, find, selection, grid, actions, onKeyDown } = all;
  const [zone] = useZone();
  if (search.isPending) return <LoadingRows rowHeight={look.rowHeight} />;
  if (rows.ids.length === 0) {
    if (search.isError) return <ErrorState error={search.error} onRetry={() => void search.refetch()} />;
    return empty ?? <EmptyState title={strings.results.empty} />;
  }
  const { table, virtualizer, scroller, cursor } = grid;
  return (
    <ResultsGrid
      {...{ search, rows, total, table, virtualizer, scroller, state, columns, look, zone, cursor, openId }}
      tracks={columnTracks(columns, widths)}
      selectedIds={selection.ids}
      wanted={find.wanted}
      actions={actions}
      onKeyDown={onKeyDown}
    />
  );
}

/** The logs that match, page by page as one scrolls. It fills the height that it is given. */
export function ResultsTable({ empty, ...asked }: ResultsTableProps) {
  const table = useResultsTable(asked);
  const { frame, rows, state, look, hiddenCount, missing, find, steps, selection, grid, said, setSaid } = table;
  const { ids, records } = rows;
  const held = useMemo(() => records.filter((record) => record !== undefined), [records]);
  return (
    <section ref={frame} aria-label={strings.results.table} className="flex h-full min-h-0 min-w-0 flex-col bg-surface">
      <ResultsToolbar
        {...{ state, look, find, ...steps }}
        records={held}
        rowCount={ids.length}
        hiddenCount={hiddenCount}
        missing={missing}
        selected={selection.held}
        selectedCount={selection.rows.length}
        at={grid.cursor.row}
        onClear={selection.clear}
        onSaid={setSaid}
      />
      <span role="status" className="sr-only">
        {said}
      </span>
      <ResultsBody table={table} openId={asked.openId} empty={empty} />
    </section>
  );
}
