import { openFieldValues } from './field-values.ts';
import { type Accumulator, countEntries } from './selection.ts';
import type { TermTotals, Totals } from './term-totals.ts';
import { createValueCounts, type ValueCounts } from './value-counts.ts';

/** Counts the values of a field. A record counts once for each different value it has. */
export function createTerms(field: string, limit: number, totals: TermTotals): Accumulator {
  const own = createValueCounts();
  let base: Totals = { values: createValueCounts(), present: 0 };
  let present = 0;
  return {
    addBlocks(infos) {
      base = totals.of(field, infos);
    },
    add(selection) {
      const column = openFieldValues(selection.block, field);
      if (!column) return;
      const entries = countEntries(column, selection);
      for (let entry = 0; entry < column.entries; entry++) {
        const count = entries[entry] as number;
        if (count === 0) continue;
        const value = column.value(entry);
        if (value.present) present += count;
        for (const text of value.texts) own.add(text, count);
      }
    },
    result: () => ({
      kind: 'terms',
      values: mostFrequent(base.values, own, limit),
      present: base.present + present,
      cardinality: unitedCardinality(base.values, own),
    }),
  };
}

function unitedCardinality(base: ValueCounts, own: ValueCounts): number {
  let more = 0;
  for (const value of own.counts.keys()) if (!base.counts.has(value)) more++;
  return base.exact && own.exact ? base.counts.size + more : Math.max(base.cardinality(), own.cardinality());
}

function mostFrequent(base: ValueCounts, own: ValueCounts, limit: number): { value: string; count: number }[] {
  let least = 0;
  let top: { value: string; count: number }[] = [];
  const trim = (): void => {
    top.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    top = top.slice(0, limit);
    least = top.length === limit ? (top.at(-1)?.count ?? 0) : 0;
  };
  const offer = (value: string, count: number): void => {
    if (count < least) return;
    top.push({ value, count });
    if (top.length > limit * 2 + 100) trim();
  };
  for (const [value, count] of base.counts) offer(value, count + (own.counts.get(value) ?? 0));
  for (const [value, count] of own.counts) if (!base.counts.has(value)) offer(value, count);
  trim();
  return top;
}
