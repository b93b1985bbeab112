import { openFieldValues } from './field-values.ts';
import { type Accumulator, countEntries } from './selection.ts';

/** Counts the values of a field. A record counts once for each different value it has. */
export function createTerms(field: string, limit: number): Accumulator {
  const counts = new Map<string, number>();
  let present = 0;
  return {
    add(selection) {
      const column = openFieldValues(selection.block, field);
      if (!column) return;
      const entries = countEntries(column, selection);
      for (let entry = 0; entry < column.entries; entry++) {
        const count = entries[entry] as number;
        if (count === 0) continue;
        const value = column.value(entry);
        if (value.present) present += count;
        for (const text of value.texts) counts.set(text, (counts.get(text) ?? 0) + count);
      }
    },
    result: () => ({ kind: 'terms', values: mostFrequent(counts, limit), present, cardinality: counts.size }),
  };
}

function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): { value: string; count: number }[] {
  let least = 0;
  let top: { value: string; count: number }[] = [];
  const trim = (): void => {
    top.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    top = top.slice(0, limit);
    least = top.length === limit ? (top.at(-1)?.count ?? 0) : 0;
  };
  for (const [value, count] of counts) {
    if (count < least) continue;
    top.push({ value, count });
    if (top.length > limit * 2 + 100) trim();
  }
  trim();
  return top;
}
