import type { BlockSource } from './block-source.ts';
import type { BlockInfo } from './block-table.ts';
import { openFieldValues } from './field-values.ts';
import { createValueCounts, type ValueCounts } from './value-counts.ts';

/** How often each value of a field occurs in whole blocks. */
export interface Totals {
  values: ValueCounts;
  /** Records that have the field. */
  present: number;
}

/** Totals over sets of blocks, remembered by field: the next question is mostly about nearly the same blocks. */
export interface TermTotals {
  /** Not to be changed by the caller, and good until the next call. */
  of(field: string, infos: readonly BlockInfo[]): Totals;
}

interface Remembered extends Totals {
  blocks: Map<number, BlockInfo>;
}

const MAX_FIELDS = 16;
/** More values than this are not worth the memory. */
const MAX_VALUES = 100_000;

/** Blocks never change, so counts of blocks that came can be added and of blocks that left subtracted, exactly. */
export function createTermTotals(source: BlockSource): TermTotals {
  const fields = new Map<string, Remembered>();

  function add(totals: Remembered, info: BlockInfo, field: string, sign: 1 | -1): void {
    const column = openFieldValues(source.open(info), field);
    if (sign === 1) totals.blocks.set(info.id, info);
    else totals.blocks.delete(info.id);
    if (!column) return;
    const counts = column.counts();
    for (let entry = 0; entry < column.entries; entry++) {
      const count = counts ? (counts[entry] as number) : 1;
      const value = column.value(entry);
      if (value.present) totals.present += sign * count;
      for (const text of value.texts) {
        if (sign === 1) totals.values.add(text, count);
        else totals.values.subtract(text, count);
      }
    }
  }

  function exists({ id, minTime, maxTime }: BlockInfo): boolean {
    return source.list(minTime, maxTime).some((info) => info.id === id);
  }

  function update(totals: Remembered, infos: readonly BlockInfo[], field: string): Remembered {
    const wanted = new Set(infos.map(({ id }) => id));
    const gone = [...totals.blocks.values()].filter(({ id }) => !wanted.has(id));
    const starts = gone.length * 2 > totals.blocks.size || !gone.every(exists);
    const base: Remembered = starts ? { blocks: new Map(), values: createValueCounts(), present: 0 } : totals;
    if (!starts) for (const info of gone) add(base, info, field, -1);
    for (const info of infos) if (!base.blocks.has(info.id)) add(base, info, field, 1);
    return base;
  }

  return {
    of(field, infos) {
      const known = fields.get(field) ?? { blocks: new Map(), values: createValueCounts(), present: 0 };
      // When reading fails halfway, what was counted so far must not be used again.
      fields.delete(field);
      const totals = update(known, infos, field);
      if (totals.values.exact && totals.values.counts.size <= MAX_VALUES) {
        fields.set(field, totals);
        const [oldest] = fields.keys();
        if (fields.size > MAX_FIELDS && oldest !== undefined) fields.delete(oldest);
      }
      return totals;
    },
  };
}
