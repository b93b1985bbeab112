import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askAnew } from './ask-anew.ts';
import { isAway, useHealth } from './health.ts';

/** A time in which the server does not answer, epoch ms. */
export interface Outage {
  /** When it did not answer for the first time. */
  since: number;
  /** When it last did; null when it never has, to this page. */
  heardAt: number | null;
}

/** Also what waits for its next try: until now it failed each time, and waits long. */
async function recover(client: QueryClient): Promise<void> {
  await client.cancelQueries({ predicate: ({ state }) => state.fetchFailureCount > 0 });
  askAnew(client);
}

/**
 * The outage of the server, from its second missing answer on: one alone may be a stumble of the network. When the server answers
 * again, everything that is shown is asked anew.
 */
export function useOutage(): Outage | null {
  const client = useQueryClient();
  const health = useHealth();
  const { errorUpdateCount, errorUpdatedAt, dataUpdatedAt } = health;
  const away = isAway(health);
  const [first, setFirst] = useState<{ count: number; at: number } | null>(null);
  if (away && first === null) setFirst({ count: errorUpdateCount, at: errorUpdatedAt });
  if (!away && first !== null) setFirst(null);
  const isOut = away && first !== null && errorUpdateCount > first.count;
  useEffect(() => {
    if (!isOut) return;
    return () => void recover(client);
  }, [isOut, client]);
  return isOut ? { since: first.at, heardAt: dataUpdatedAt === 0 ? null : dataUpdatedAt } : null;
}
