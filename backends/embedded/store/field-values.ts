import { attributePath, compileFieldPresence, fieldTexts } from '../../../core/query/fields.ts';
import type { LogRecord } from '../../../core/record.ts';
import { type Column, mapColumn } from './column.ts';
import type { Block } from './open-block.ts';

/** What a row says about a field: its different values as texts, and whether the field is there at all. */
export interface FieldValues {
  texts: readonly string[];
  present: boolean;
}

/** A field as a column of its values, for counting. Null: no row of the block has it. */
export function openFieldValues(block: Block, field: string): Column<FieldValues> | null {
  if (attributePath(field) === null) {
    const column = block.column(field);
    return column && mapColumn(column, (value) => ({ texts: [String(value)], present: true }));
  }
  const column = block.field(field);
  const isPresent = compileFieldPresence(field);
  return (
    column &&
    mapColumn(column, (partial) => {
      const record = partial as LogRecord;
      return { texts: [...new Set(fieldTexts(record, field))], present: isPresent(record) };
    })
  );
}
