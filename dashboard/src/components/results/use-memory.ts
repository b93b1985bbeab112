import { useMemo } from 'react';
import { useFarPages } from '../../api/far-pages.ts';
import { isHeld, type LogsQuestion, MOST_PAGES, type Order, type SearchPage } from '../../api/logs.ts';
import { type NeededRows, type PagePlan, planPages } from '../../lib/plan-pages.ts';

const NO_PLAN: PagePlan = { drop: [], load: [] };

interface MemoryOptions {
  question: LogsQuestion;
  order: Order;
  pages: readonly SearchPage[];
  /** Whether the pages are still those of the question before. */
  isOld: boolean;
  /** Null until rows are drawn. */
  seen: { startIndex: number; endIndex: number } | null;
  pinned: NeededRows['pinned'];
}

/** Keeps the logs of a bounded number of pages in memory, wherever one scrolls. */
export function useMemory({ question, order, pages, isOld, seen, pinned }: MemoryOptions): void {
  const { startIndex: first = 0, endIndex: last = 0 } = seen ?? {};
  const plan = useMemo(() => {
    const states = pages.map((page) => ({ rowCount: page.ids.length, isHeld: isHeld(page) }));
    return isOld ? NO_PLAN : planPages(states, { first, last, pinned }, MOST_PAGES);
  }, [pages, isOld, first, last, pinned]);
  useFarPages(question, order, plan);
}
