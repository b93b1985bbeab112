import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { clampWidth, DEFAULT_COLUMNS, formatColumns, parseColumns, type Widths } from '../../lib/columns.ts';
import { usePreference, usePreferenceJson } from '../../lib/preferences.ts';
import { useScreenState } from '../../lib/screen-state.ts';

const NO_WIDTHS: Widths = {};
const DEFAULT_TEXT = formatColumns(DEFAULT_COLUMNS);

/** The columns of the table and their widths: of the address, else as remembered, else the usual. */
export function useColumns() {
  const [parameters] = useSearchParams();
  const [, changeScreen] = useScreenState();
  const [remembered, remember] = usePreference('columns');
  const [widths, setWidths] = usePreferenceJson<Widths>('column-widths', NO_WIDTHS);
  const text = parameters.get('cols') ?? remembered;
  const columns = useMemo(() => parseColumns(text) ?? DEFAULT_COLUMNS, [text]);
  const setColumns = (next: readonly string[]): void => {
    const wanted = formatColumns(next);
    const isUsual = wanted === DEFAULT_TEXT;
    remember(isUsual ? null : wanted);
    changeScreen({ cols: isUsual ? undefined : wanted }, { replace: true });
  };
  const setWidth = (column: string, width: number | undefined): void => {
    const { [column]: _, ...others } = widths;
    setWidths(width === undefined ? others : { ...others, [column]: clampWidth(width) });
  };
  return { columns, setColumns, widths, setWidth, resetWidths: () => setWidths(NO_WIDTHS) };
}
