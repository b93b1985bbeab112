import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { MOST_PAGES } from './logs.ts';

/** Asks again what is shown, all of it or what has this key; of a long list only as many pages as stay in memory. */
export function askAnew(client: QueryClient, queryKey: QueryKey = []): void {
  client.setQueriesData<InfiniteData<unknown>>({ queryKey: ['search'] }, (list) => {
    if (!list || list.pages.length <= MOST_PAGES) return list;
    return { pages: list.pages.slice(0, MOST_PAGES), pageParams: list.pageParams.slice(0, MOST_PAGES) };
  });
  void client.invalidateQueries({ queryKey });
}
