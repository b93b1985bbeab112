import { columnOrderingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useDeferredValue, useEffect, useMemo } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { MAX_WIDTH, MIN_WIDTH, type Widths, widthOf } from '../../lib/columns.ts';
import { readField } from '../../lib/record-fields.ts';

export const HEADER_HEIGHT = 30;
/** Rows that are ready above and below, for a quick hand at the scrollbar. */
const OVERSCAN = 24;

const NO_ROWS: LogRecord[] = [];
const features = tableFeatures({ columnOrderingFeature, columnSizingFeature });

/** The columns of the table: one for each field, in its order and of its width. The rows come from the virtualizer. */
export function useLogTable(names: readonly string[], widths: Widths) {
  const columns = useMemo(
    () =>
      names.map((name) => ({
        id: name,
        accessorFn: (record: LogRecord) => readField(record, name),
        size: widthOf(name, {}),
        minSize: MIN_WIDTH,
        maxSize: MAX_WIDTH,
      })),
    [names],
  );
  const columnSizing = useMemo(
    () => Object.fromEntries(names.map((name) => [name, widthOf(name, widths)])),
    [names, widths],
  );
  const state = useMemo(() => ({ columnOrder: [...names], columnSizing }), [names, columnSizing]);
  return useTable({ features, columns, data: NO_ROWS, state });
}

/** Scrolls to a row, unless all of it is seen. */
export function showRow(virtualizer: Virtualizer<HTMLElement, Element>, row: number): void {
  const place = virtualizer.getOffsetForIndex(row, 'auto');
  if (place && Math.abs(place[0] - (virtualizer.scrollOffset ?? 0)) >= 1) virtualizer.scrollToIndex(row);
}

/** How many whole rows are seen, without the one that PageDown leaves for the eye. */
export function rowsAtOnce({ scrollRect }: Virtualizer<HTMLElement, Element>, rowHeight: number): number {
  return Math.max(1, Math.floor(((scrollRect?.height ?? 0) - HEADER_HEIGHT) / rowHeight) - 1);
}

interface VirtualRowsOptions {
  scroller: RefObject<HTMLElement | null>;
  ids: readonly string[];
  rowHeight: number;
  /** This row stays there, wherever one scrolls, so that the focus is not lost. */
  kept: number;
}

/** The rows that are drawn. */
export function useVirtualRows({ scroller, ids, rowHeight, kept }: VirtualRowsOptions) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (kept >= range.count || shown.includes(kept)) return shown;
      return [...shown, kept].sort((a, b) => a - b);
    },
    [kept],
  );
  // of an answer the rows that are seen come first
  const isSeen = useDeferredValue(ids[0]) === ids[0];
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: isSeen ? OVERSCAN : 0,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    rangeExtractor,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);
  return virtualizer;
}
