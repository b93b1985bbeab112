import { useMemo } from 'react';
import { readField } from '../../lib/record-fields.ts';
import type { Rows } from './use-results.ts';

/** The columns that none of the loaded logs has; none before there are logs. */
export function useMissingColumns(records: Rows['records'], columns: readonly string[]): readonly string[] {
  return useMemo(() => {
    const held = records.filter((record) => record !== undefined);
    if (held.length === 0) return [];
    return columns.filter((name) => held.every((record) => readField(record, name) === undefined));
  }, [records, columns]);
}
