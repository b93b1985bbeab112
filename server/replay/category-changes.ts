import { CATEGORIES, type Category } from '../../core/record.ts';

/** How many logs went from one category to another. */
export interface CategoryChange {
  from: Category;
  to: Category;
  logs: number;
}

/** Counts pairs of categories. */
export interface CategoryChanges {
  add(from: Category, to: Category): void;
  unchanged(): number;
  /** Most frequent first. */
  changed(): CategoryChange[];
}

export function createCategoryChanges(): CategoryChanges {
  const counts = new Map<string, CategoryChange>();
  const of = (isChange: boolean): CategoryChange[] =>
    [...counts.values()].filter(({ from, to }) => (from !== to) === isChange);
  return {
    add(from, to) {
      const key = `${from} ${to}`;
      const pair = counts.get(key) ?? { from, to, logs: 0 };
      pair.logs++;
      counts.set(key, pair);
    },
    unchanged: () => of(false).reduce((sum, { logs }) => sum + logs, 0),
    changed: () => of(true).sort((a, b) => b.logs - a.logs),
  };
}

/** A table, one line for each category they had, as lines. */
export function formatChanges(changed: readonly CategoryChange[]): string[] {
  const row = (cells: readonly (string | number)[]) =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(16) : String(cell).padStart(12))).join('');
  const logs = (from: Category, to: Category): string | number =>
    from === to ? '-' : (changed.find((each) => each.from === from && each.to === to)?.logs ?? 0);
  return [
    row(['stored \\ now', ...CATEGORIES]),
    ...CATEGORIES.map((from) => row([from, ...CATEGORIES.map((to) => logs(from, to))])),
  ];
}
