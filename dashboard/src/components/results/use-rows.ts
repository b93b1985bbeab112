import { columnOrderingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useMemo } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { MAX_WIDTH, MIN_WIDTH, type Widths, widthOf } from '../../lib/columns.ts';
import { readField } from '../../lib/record-fields.ts';

export const HEADER_HEIGHT = 30;
/** Rows that are ready above and below, for a quick hand at the scrollbar. */
const OVERSCAN = 24;

const features = tableFeatures({ columnOrderingFeature, columnSizingFeature });

/** The rows and columns as a table: a column for each field, in its order and of its width. */
export function useLogTable(records: LogRecord[], names: readonly string[], widths: Widths) {
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
  return useTable({ features, columns, data: records, getRowId: ({ id }) => id, state });
}

interface VirtualRowsOptions {
  scroller: RefObject<HTMLElement | null>;
  records: readonly LogRecord[];
  rowHeight: number;
  /** This row stays there, wherever one scrolls, so that the focus is not lost. */
  kept: number;
}

/** The rows that are drawn. */
export function useVirtualRows({ scroller, records, rowHeight, kept }: VirtualRowsOptions) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (kept >= range.count || shown.includes(kept)) return shown;
      return [...shown, kept].sort((a, b) => a - b);
    },
    [kept],
  );
  const virtualizer = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => records[index]?.id ?? index,
    overscan: OVERSCAN,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    rangeExtractor,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);
  return virtualizer;
}
