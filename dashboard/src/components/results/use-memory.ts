import { useMemo } from 'react';
import { useFarPages } from '../../api/far-pages.ts';
import { isHeld, type LogsQuestion, MOST_PAGES, type Order, type SearchPage } from '../../api/logs.ts';
import { type PagePlan, planPages } from '../../lib/plan-pages.ts';

const NO_PLAN: PagePlan = { drop: [], load: [] };

interface MemoryOptions {
  question: LogsQuestion;
  order: Order;
  pages: readonly SearchPage[];
  /** Whether the pages are still those of the question before. */
  isOld: boolean;
  /** Null until rows are drawn. */
  seen: { startIndex: number; endIndex: number } | null;
  ids: readonly string[];
  /** The rows that are selected. */
  selected: readonly number[];
  openId: string | null;
}

/** The rows that are selected, and the open one with those beside it. */
function usePinned({ ids, selected, openId }: Pick<MemoryOptions, 'ids' | 'selected' | 'openId'>): readonly number[] {
  return useMemo(() => {
    const open = openId === null ? -1 : ids.indexOf(openId);
    return open < 0 ? selected : [...selected, open - 1, open, open + 1];
  }, [ids, selected, openId]);
}

/** Keeps the logs of a bounded number of pages in memory, wherever one scrolls. */
export function useMemory({ question, order, pages, isOld, seen, ...needed }: MemoryOptions): void {
  const pinned = usePinned(needed);
  const { startIndex: first = 0, endIndex: last = 0 } = seen ?? {};
  const plan = useMemo(() => {
    const states = pages.map((page) => ({ rowCount: page.ids.length, isHeld: isHeld(page) }));
    return isOld ? NO_PLAN : planPages(states, { first, last, pinned }, MOST_PAGES);
  }, [pages, isOld, first, last, pinned]);
  useFarPages(question, order, plan);
}
