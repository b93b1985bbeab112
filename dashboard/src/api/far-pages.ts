import { type InfiniteData, useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PagePlan } from '../lib/plan-pages.ts';
import {
  askPage,
  type LogsQuestion,
  type Order,
  PAGE_SIZE,
  type SearchAnswer,
  type SearchPage,
  searchKey,
} from './logs.ts';
import { UNTIL_ANSWERED } from './request.ts';

type Pages = InfiniteData<SearchPage, string | undefined>;

/** Logs that came in late stand between the others, so that a page of the same rows is longer by now. */
const ASKED_AGAIN = 2 * PAGE_SIZE;

/** Carries out a plan for the pages of a search: lets go of the logs of some, and asks again for those of others until they come. */
export function useFarPages(question: LogsQuestion, order: Order, plan: PagePlan): void {
  const client = useQueryClient();
  const key = searchKey(question, order);
  const { pageParams = [] } = client.getQueryData<Pages>(key) ?? {};
  const answers = useQueries({
    queries: plan.load.map((page) => ({
      queryKey: ['page', question, order, pageParams[page]],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        askPage(question, order, { cursor: pageParams[page], limit: ASKED_AGAIN }, signal),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      ...UNTIL_ANSWERED,
    })),
  });
  useEffect(() => {
    const found = new Map(
      plan.load.flatMap((page, at) => {
        const answer = answers[at]?.data;
        return answer ? [[page, answer] as const] : [];
      }),
    );
    if (found.size === 0 && plan.drop.length === 0) return;
    const updatedAt = client.getQueryState(key)?.dataUpdatedAt;
    client.setQueryData<Pages>(
      key,
      (old) =>
        old && { ...old, pages: old.pages.map((page, at) => changePage(page, found.get(at), plan.drop.includes(at))) },
      updatedAt === undefined ? {} : { updatedAt },
    );
  });
}

function changePage(page: SearchPage, found: SearchAnswer | undefined, isDropped: boolean): SearchPage {
  if (found) return refillPage(page, found);
  return isDropped ? { ...page, logs: [], highlights: {} } : page;
}

/** The page with the same rows as before, those that were deleted meanwhile left out. */
export function refillPage(page: SearchPage, { logs, highlights }: SearchAnswer): SearchPage {
  const known = new Set(page.ids);
  const found = logs.filter(({ id }) => known.has(id));
  return { ...page, logs: found, ids: found.map(({ id }) => id), ...(highlights && { highlights }) };
}
