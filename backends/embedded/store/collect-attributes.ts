import type { Attributes, AttributeValue } from '../../../core/record.ts';
import { writeValue } from './attribute-value.ts';
import type { BlockColumns, TextValues } from './block-columns.ts';
import { MAX_ATTRIBUTE_COLUMNS } from './block-format.ts';
import { collectText, createTextCollector, finishTexts } from './text-collector.ts';

/** Attributes while they are turned into columns. */
export interface AttributeCollector {
  /** Rows come in rising order. */
  add(row: number, attributes: Attributes): void;
  finish(): Pick<BlockColumns, 'attributes' | 'rest'>;
}

/** Values of a key that some rows have. */
interface Sparse {
  rows: number[];
  values: AttributeValue[];
}

export function createAttributeCollector(rows: number): AttributeCollector {
  const keys = new Map<string, Sparse>();
  return {
    add(row, attributes) {
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
    },
    finish() {
      const byCount = [...keys].sort((a, b) => b[1].rows.length - a[1].rows.length);
      const frequent = byCount.slice(0, MAX_ATTRIBUTE_COLUMNS);
      return {
        attributes: new Map(frequent.map(([key, sparse]) => [key, spread(sparse, rows)])),
        rest: collectRest(byCount.slice(MAX_ATTRIBUTE_COLUMNS), rows),
      };
    },
  };
}

function spread(sparse: Sparse, rows: number): TextValues {
  const collector = createTextCollector(rows);
  for (let at = 0; at < sparse.rows.length; at++)
    collectText(collector, sparse.rows[at] as number, writeValue(sparse.values[at] as AttributeValue));
  return finishTexts(collector) as TextValues;
}

function collectRest(keys: readonly [string, Sparse][], rows: number): TextValues | null {
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
  const rest = createTextCollector(rows);
  for (const [row, entries] of [...objects].sort(([a], [b]) => a - b))
    collectText(rest, row, JSON.stringify(Object.fromEntries(entries)));
  return finishTexts(rest);
}
