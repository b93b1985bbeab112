import type { AttributeValue } from '../../../core/record.ts';
import { writeValue } from './attribute-value.ts';
import { MAX_ATTRIBUTE_COLUMNS, NUMBER_COLUMNS, type Row, TEXT_COLUMNS } from './block-format.ts';
import type { Values } from './encode-columns.ts';

/** Records turned into columns: one array a field that any record has, one value a row. */
export interface CollectedColumns {
  texts: ReadonlyMap<string, Values<string>>;
  numbers: ReadonlyMap<string, Values<number>>;
  /** The most frequent top-level keys. */
  attributes: ReadonlyMap<string, Values<string>>;
  /** All other keys, as JSON objects. */
  rest: Values<string>;
}

/** Values of a key that some rows have. */
interface Sparse {
  rows: number[];
  values: AttributeValue[];
}

export function collectColumns(rows: readonly Row[]): CollectedColumns {
  const columns = new Map<string, unknown[]>();
  const known = new Set<string>([...TEXT_COLUMNS, ...NUMBER_COLUMNS]);
  const keys = new Map<string, Sparse>();
  for (let row = 0; row < rows.length; row++) {
    const record = (rows[row] as Row).record as unknown as Record<string, unknown>;
    for (const name in record) {
      if (!known.has(name)) continue;
      const value = record[name];
      let column = columns.get(name);
      if (!column) {
        column = new Array(rows.length).fill(undefined);
        columns.set(name, column);
      }
      column[row] = value ?? undefined;
    }
    collectAttributes(record.attributes as Record<string, AttributeValue>, row, keys);
  }
  const ofNames = <T>(names: readonly string[]): Map<string, Values<T>> =>
    new Map(
      names.flatMap((name): [string, Values<T>][] =>
        columns.has(name) ? [[name, columns.get(name) as Values<T>]] : [],
      ),
    );
  return { texts: ofNames(TEXT_COLUMNS), numbers: ofNames(NUMBER_COLUMNS), ...spreadAttributes(keys, rows.length) };
}

function collectAttributes(attributes: Record<string, AttributeValue>, row: number, keys: Map<string, Sparse>): void {
  for (const key in attributes) {
    const value = attributes[key];
    if (value === undefined) continue;
    let sparse = keys.get(key);
    if (!sparse) {
      sparse = { rows: [], values: [] };
      keys.set(key, sparse);
    }
    sparse.rows.push(row);
    sparse.values.push(value);
  }
}

function spreadAttributes(
  keys: ReadonlyMap<string, Sparse>,
  rows: number,
): Pick<CollectedColumns, 'attributes' | 'rest'> {
  const byCount = [...keys].sort((a, b) => b[1].rows.length - a[1].rows.length);
  const attributes = new Map<string, Values<string>>();
  for (const [key, sparse] of byCount.slice(0, MAX_ATTRIBUTE_COLUMNS)) {
    const column = new Array<string | undefined>(rows).fill(undefined);
    for (let at = 0; at < sparse.rows.length; at++)
      column[sparse.rows[at] as number] = writeValue(sparse.values[at] as AttributeValue);
    attributes.set(key, column);
  }
  return { attributes, rest: collectRest(byCount.slice(MAX_ATTRIBUTE_COLUMNS), rows) };
}

function collectRest(keys: readonly [string, Sparse][], rows: number): Values<string> {
  const objects = new Map<number, [string, AttributeValue][]>();
  for (const [key, sparse] of keys) {
    for (let at = 0; at < sparse.rows.length; at++) {
      const row = sparse.rows[at] as number;
      const entry: [string, AttributeValue] = [key, sparse.values[at] as AttributeValue];
      const object = objects.get(row);
      if (object) object.push(entry);
      else objects.set(row, [entry]);
    }
  }
  const rest = new Array<string | undefined>(rows).fill(undefined);
  for (const [row, entries] of objects) rest[row] = JSON.stringify(Object.fromEntries(entries));
  return rest;
}
