import type { TextValues } from './block-columns.ts';
import type { Column } from './column.ts';
import type { MergedRows } from './merge-columns.ts';
import { inOrder } from './order-rows.ts';
import { collectText, createTextCollector, finishTexts, plainIfRare } from './text-collector.ts';

/** One column of the columns of several blocks; null when no row has a text. */
export function mergeTexts(columns: readonly (Column<string> | null)[], rows: MergedRows): TextValues | null {
  return columns.every((column) => column === null || column.counts() !== null)
    ? mergeRepeated(columns, rows)
    : collectAgain(columns, rows);
}

/** Each different text is looked at once a block, however many rows have it. */
function mergeRepeated(columns: readonly (Column<string> | null)[], { counts, order }: MergedRows): TextValues | null {
  const codeOf = new Map<string, number>();
  const total: number[] = [];
  const joined = new Uint16Array(order.length);
  let begin = 0;
  let present = 0;
  for (const [index, column] of columns.entries()) {
    if (column) {
      const own = column.counts() as ArrayLike<number>;
      const renumbered = new Uint16Array(column.entries + 1);
      for (let entry = 0; entry < column.entries; entry++) {
        const value = column.value(entry);
        let code = codeOf.get(value);
        if (code === undefined) {
          code = codeOf.size + 1;
          codeOf.set(value, code);
          total.push(0);
        }
        renumbered[entry + 1] = code;
        total[code - 1] = (total[code - 1] as number) + (own[entry] as number);
        present += own[entry] as number;
      }
      const codes = column.codes();
      for (let row = 0; row < codes.length; row++) joined[begin + row] = renumbered[codes[row] as number] as number;
    }
    begin += counts[index] as number;
  }
  if (present === 0) return null;
  const codes = inOrder(joined, order);
  return plainIfRare({ kind: 'repeated', values: [...codeOf.keys()], counts: total, codes, present });
}

function collectAgain(columns: readonly (Column<string> | null)[], { counts, order }: MergedRows): TextValues | null {
  const joined: (string | undefined)[] = [];
  for (const [index, column] of columns.entries()) {
    const codes = column?.codes();
    for (let row = 0; row < (counts[index] as number); row++) {
      const code = codes ? (codes[row] as number) : 0;
      joined.push(code === 0 ? undefined : (column as Column<string>).value(code - 1));
    }
  }
  const collector = createTextCollector(order.length);
  for (let row = 0; row < order.length; row++) {
    const value = joined[order[row] as number];
    if (value !== undefined) collectText(collector, row, value);
  }
  return finishTexts(collector);
}
