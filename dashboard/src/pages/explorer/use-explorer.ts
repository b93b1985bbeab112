import { type QueryClient, useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { askAnew } from '../../api/ask-anew.ts';
import type { LogsQuestion, Order } from '../../api/logs.ts';
import { usePreference } from '../../lib/preferences.ts';
import { type ScreenChange, useScreenState } from '../../lib/screen-state.ts';
import { useLasting } from '../../lib/use-lasting.ts';
import { useOwn } from '../../lib/use-own.ts';
import { SPLITS, type Split } from './histogram/build-histogram.ts';

/** Everything that the question of this page asks the server. */
const ASKED = ['search', 'trends', 'facets', 'count'];
/** What stands beside the list and counts the same logs. */
const COUNTED = ['trends', 'facets'];

/** What is asked and shown; all of it stands in the address. */
export interface Explorer {
  question: LogsQuestion;
  order: Order;
  by: Split;
  openId: string | null;
  /** Columns of the table, with commas between them; null for the usual ones. */
  columns: string | null;
  /** The query as it is being written. */
  draft: string;
  /** Whether the answer keeps one waiting. */
  isRunning: boolean;
  write(draft: string): void;
  /** Asks this query, or the same again. */
  run(query: string): void;
  cancel(): void;
  change(change: ScreenChange, how?: { replace?: boolean }): void;
}

/** Another order asks for the list alone, at a later `now`: what is counted beside it is asked again too, or they contradict. */
function useCountsOfList(client: QueryClient, order: Order): void {
  const before = useRef(order);
  useEffect(() => {
    if (before.current === order) return;
    before.current = order;
    for (const key of COUNTED) askAnew(client, [key]);
  }, [client, order]);
}

export function useExplorer(): Explorer {
  const [{ q, from, to }, change] = useScreenState();
  const [parameters] = useSearchParams();
  const [columns] = usePreference('columns');
  const client = useQueryClient();
  const question = useMemo(() => ({ q, from, to }), [q, from, to]);
  const [draft, write] = useOwn(q, q);
  // what has failed is tried again by itself, but keeps nobody waiting
  const running = useIsFetching({ queryKey: ['search', question], predicate: ({ state }) => !state.fetchFailureCount });
  const isRunning = useLasting(running > 0);
  const order = parameters.get('order') === 'asc' ? 'asc' : 'desc';
  useCountsOfList(client, order);
  const forEach = (act: (key: string) => unknown): void => {
    for (const key of ASKED) void act(key);
  };
  return {
    question,
    order,
    by: SPLITS.find((split) => split === parameters.get('by')) ?? 'level',
    openId: parameters.get('id'),
    columns: parameters.get('cols') ?? columns,
    draft,
    isRunning,
    write,
    run(query) {
      const wanted = query.trim();
      write(wanted);
      if (wanted === q) forEach((key) => askAnew(client, [key]));
      else change({ q: wanted, id: undefined });
    },
    cancel: () => forEach((key) => client.cancelQueries({ queryKey: [key] })),
    change,
  };
}
