import { useState } from 'react';
import { useHealth } from './health.ts';

/** A time in which the server does not answer, epoch ms. */
export interface Outage {
  /** When it did not answer for the first time. */
  since: number;
  /** When it last did; null when it never has, to this page. */
  heardAt: number | null;
}

/** Whether there was no answer when the server was last asked how it is, also while it is asked again. */
export function useAway(): boolean {
  const { isError, isPending, errorUpdateCount } = useHealth();
  return isError || (isPending && errorUpdateCount > 0);
}

/** The outage of the server, from its second missing answer on: one alone may be a stumble of the network. */
export function useOutage(): Outage | null {
  const { errorUpdateCount, errorUpdatedAt, dataUpdatedAt } = useHealth();
  const away = useAway();
  const [first, setFirst] = useState<{ count: number; at: number } | null>(null);
  if (away && first === null) setFirst({ count: errorUpdateCount, at: errorUpdatedAt });
  if (!away && first !== null) setFirst(null);
  const isOut = away && first !== null && errorUpdateCount > first.count;
  return isOut ? { since: first.at, heardAt: dataUpdatedAt === 0 ? null : dataUpdatedAt } : null;
}
