import { useMemo, useState } from 'react';
import { NOTHING_SELECTED, selectRange, toggleRow } from '../../lib/select-rows.ts';
import type { Rows } from './use-results.ts';

/** The logs that somebody chose, also while they are out of memory. */
export function useSelectedRows({ ids, records }: Rows) {
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const rows = useMemo(
    () => (selection.ids.size === 0 ? [] : [...ids.keys()].filter((row) => selection.ids.has(ids[row] ?? ''))),
    [ids, selection],
  );
  const held = useMemo(
    () => records.filter((record) => record !== undefined).filter(({ id }) => selection.ids.has(id)),
    [records, selection],
  );
  return {
    ids: selection.ids,
    /** Their indexes. */
    rows,
    /** Those in memory. */
    held,
    select: (id: string, isRange: boolean): void =>
      setSelection((before) => (isRange ? selectRange(before, id, ids) : toggleRow(before, id))),
    clear: (): void => setSelection(NOTHING_SELECTED),
  };
}
