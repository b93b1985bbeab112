import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import { fitColumns, formatColumns, parseColumns, shrinkMessage, type Widths } from '../../lib/columns.ts';

interface ChosenColumns {
  columns: readonly string[];
  widths: Widths;
}

/** The chosen columns; while a log is open beside them, those for which there is room, so that its neighbours can be read. */
export function useShownColumns(
  frame: RefObject<HTMLElement | null>,
  { columns, widths }: ChosenColumns,
  isBesideLog: boolean,
): ChosenColumns {
  const [fitting, setFitting] = useState<string | null>(null);
  // before the frame is painted, so that nothing jumps when a log is opened
  useLayoutEffect(() => {
    const { current } = frame;
    if (!isBesideLog || !current) return;
    const measure = (): void => setFitting(formatColumns(fitColumns(columns, widths, current.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [frame, columns, widths, isBesideLog]);
  return useMemo(() => {
    const fitted = isBesideLog ? parseColumns(fitting) : null;
    return fitted === null ? { columns, widths } : { columns: fitted, widths: shrinkMessage(widths) };
  }, [columns, widths, isBesideLog, fitting]);
}
