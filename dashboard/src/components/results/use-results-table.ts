import { useRef, useState } from 'react';
import { DEFAULT_COLUMNS } from '../../lib/columns.ts';
import { useStable } from '../../lib/use-stable.ts';
import type { ResultsTableProps } from './results-table.tsx';
import { useColumns } from './use-columns.ts';
import { useFind } from './use-find.ts';
import { useFindSteps } from './use-find-steps.ts';
import { useGrid } from './use-grid.ts';
import { useLook } from './use-look.ts';
import { useMemory } from './use-memory.ts';
import { useMissingColumns } from './use-missing-columns.ts';
import { useOpenedLog } from './use-opened-log.ts';
import { useResults } from './use-results.ts';
import { useRowKeys } from './use-row-keys.ts';
import { rowsAtOnce } from './use-rows.ts';
import { useSelectedRows } from './use-selected-rows.ts';
import { useShownColumns } from './use-shown-columns.ts';

/** What the table holds, where one stands in it, and what its keys and its mouse do. */
export function useResultsTable({ question, order, openId, onOpen, onFilter }: Omit<ResultsTableProps, 'empty'>) {
  const { search, pages, rows, total } = useResults(question, order);
  const { ids, records } = rows;
  const state = useColumns();
  const look = useLook();
  const [said, setSaid] = useState('');
  const frame = useRef<HTMLElement>(null);
  const missing = useMissingColumns(records, state.columns);
  // a table without any value says nothing
  const chosen = missing.length === state.columns.length ? { ...state, columns: DEFAULT_COLUMNS } : state;
  const { columns, widths } = useShownColumns(frame, chosen, openId !== null && !look.isNarrow);
  const find = useFind(records, columns);
  const selection = useSelectedRows(rows);
  const grid = useGrid({ ids, columns, widths, look });
  const { cursor, moveTo, virtualizer } = grid;
  const onContext = useOpenedLog({ ids, openId, onOpen }, grid);
  const steps = useFindSteps(find, grid);
  const onCell = (row: number, column: number) => moveTo({ row, column });
  const actions = useStable({ onOpen, onFilter, onSelect: selection.select, onContext, onCell });
  const onKeyDown = useRowKeys({
    ...{ ids, columns, cursor, openId, moveTo, ...actions },
    record: records[cursor.row],
    page: rowsAtOnce(virtualizer, look.rowHeight),
    onFind: find.open,
    onStepFind: steps.onStepFind,
    onDensity: look.toggleDensity,
    onSaid: setSaid,
  });
  const needed = { seen: virtualizer.range, ids, selected: selection.rows, openId };
  useMemory({ question, order, pages, isOld: search.isPlaceholderData, ...needed });
  return {
    frame,
    search,
    rows,
    total,
    state,
    look,
    columns,
    hiddenCount: chosen.columns.length - columns.length,
    missing,
    widths,
    find,
    steps,
    selection,
    grid,
    actions,
    onKeyDown,
    said,
    setSaid,
  };
}
