// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which a table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid the cells have the focus, not what is around them
import type { Virtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type RefObject, useEffect } from 'react';
import type { SearchAnswer, useSearch } from '../../api/logs.ts';
import type { ZoneChoice } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';
import { ResultsHeader } from './results-header.tsx';
import { ResultsRow, type RowProps } from './results-row.tsx';
import { EndOfRows, RowToCome } from './results-states.tsx';
import type { useColumns } from './use-columns.ts';
import type { Cursor } from './use-cursor.ts';
import type { useLook } from './use-look.ts';
import type { Rows } from './use-results.ts';
import { HEADER_HEIGHT, type useLogTable } from './use-rows.ts';

/** The next page is asked for when so few rows are left below. */
const ASK_BEFORE = 120;

interface GridProps {
  search: ReturnType<typeof useSearch>;
  rows: Rows;
  total: SearchAnswer['total'] | undefined;
  table: ReturnType<typeof useLogTable>;
  virtualizer: Virtualizer<HTMLElement, Element>;
  scroller: RefObject<HTMLDivElement | null>;
  state: ReturnType<typeof useColumns>;
  /** Those that are shown. */
  columns: readonly string[];
  look: ReturnType<typeof useLook>;
  zone: ZoneChoice;
  cursor: Cursor;
  openId: string | null;
  tracks: string;
  selectedIds: ReadonlySet<string>;
  wanted: string;
  actions: Pick<RowProps, 'onSelect' | 'onContext' | 'onFilter'> & {
    onOpen(id: string | null): void;
    onCell(row: number, column: number): void;
  };
  onKeyDown(event: KeyboardEvent): void;
}

/** The rows that can be seen, in a grid that knows how many there are. */
export function ResultsGrid(props: GridProps) {
  const { search, rows, total, table, virtualizer, scroller, state, look, tracks, actions } = props;
  const shown = virtualizer.getVirtualItems();
  useNextPage(search, rows.ids.length, shown.at(-1)?.index ?? 0);
  // what lasts has to be readable
  const isPassing = search.isPlaceholderData && search.failureCount === 0;
  const names = table.getAllLeafColumns().map(({ id }) => id);
  const minWidth = look.isNarrow ? undefined : table.getTotalSize() + 32;
  const onClick = (event: MouseEvent): void => {
    const place = placeOf(event.target);
    if (!place || getSelection()?.isCollapsed === false) return;
    actions.onCell(place.row, place.column);
    const id = rows.ids[place.row];
    if (id !== undefined) actions.onOpen(id === props.openId ? null : id);
  };
  return (
    <div
      ref={scroller}
      className={`relative min-h-0 grow overflow-auto transition-opacity delay-150 [overflow-anchor:none] ${isPassing ? 'opacity-60' : ''}`}
    >
      <div
        role="grid"
        tabIndex={-1}
        aria-label={strings.results.table}
        aria-rowcount={total?.relation === 'eq' ? total.value + 1 : -1}
        aria-colcount={names.length + 1}
        aria-busy={search.isFetching}
        aria-multiselectable
        className="min-w-full outline-none"
        style={{ minWidth, '--tracks': tracks } as CSSProperties}
        onKeyDown={props.onKeyDown}
        onClick={onClick}
      >
        {!look.isNarrow && <ResultsHeader state={state} names={names} />}
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start, size }) => (
            <Row key={rows.ids[index] ?? index} {...props} index={index} top={start - HEADER_HEIGHT} size={size} />
          ))}
        </div>
      </div>
      <EndOfRows
        count={rows.ids.length}
        isLoading={search.isFetchingNextPage}
        hasMore={search.hasNextPage}
        hasFailed={search.isFetchNextPageError || (search.isFetchingNextPage && search.failureCount > 0)}
        onRetry={() => void search.fetchNextPage()}
      />
    </div>
  );
}

function Row({ index, top, size, ...grid }: GridProps & { index: number; top: number; size: number }) {
  const { look, actions, virtualizer, cursor, zone, wanted } = grid;
  const record = grid.rows.records[index];
  if (!record) return <RowToCome index={index} top={top} height={size} />;
  return (
    <ResultsRow
      {...{ record, index, top, zone, wanted }}
      isWrapped={look.isWrapped}
      isNarrow={look.isNarrow}
      height={look.isWrapped ? undefined : look.rowHeight}
      measure={look.isWrapped ? virtualizer.measureElement : undefined}
      columns={grid.columns}
      spans={grid.rows.spans.get(record.id)}
      activeColumn={cursor.row === index ? cursor.column : null}
      isOpen={record.id === grid.openId}
      isSelected={grid.selectedIds.has(record.id)}
      isFound={wanted !== '' && cursor.row === index}
      onSelect={actions.onSelect}
      onContext={actions.onContext}
      onFilter={actions.onFilter}
    />
  );
}

function useNextPage(search: GridProps['search'], count: number, lastShown: number): void {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = search;
  const isNear = lastShown >= count - ASK_BEFORE;
  useEffect(() => {
    if (isNear && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [isNear, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
}

/** The cell that was pressed; null for anything with an effect of its own. */
function placeOf(target: EventTarget): { row: number; column: number } | null {
  if (!(target instanceof Element) || target.closest('button, input, [data-select]')) return null;
  const row = target.closest<HTMLElement>('[data-index]')?.dataset.index;
  if (row === undefined) return null;
  return { row: Number(row), column: Number(target.closest<HTMLElement>('[data-column]')?.dataset.column ?? 0) };
}
