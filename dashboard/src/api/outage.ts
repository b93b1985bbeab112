import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askAnew } from './ask-anew.ts';
import { useHealth } from './health.ts';

/** A time in which the server does not answer, epoch ms. */
export interface Outage {
  /** When it did not answer for the first time. */
  since: number;
  /** When it last did; null when it never has, to this page. */
  heardAt: number | null;
}

/**
 * The outage of the server, from its second missing answer on: one alone may be a stumble of the network. When the server answers
 * again, everything that is shown is asked anew.
 */
export function useOutage(): Outage | null {
  const client = useQueryClient();
  const { isError, errorUpdateCount, errorUpdatedAt, dataUpdatedAt } = useHealth();
  const [first, setFirst] = useState<{ count: number; at: number } | null>(null);
  if (isError && first === null) setFirst({ count: errorUpdateCount, at: errorUpdatedAt });
  if (!isError && first !== null) setFirst(null);
  const isOut = isError && first !== null && errorUpdateCount > first.count;
  useEffect(() => {
    if (!isOut) return;
    return () => askAnew(client);
  }, [isOut, client]);
  return isOut ? { since: first.at, heardAt: dataUpdatedAt === 0 ? null : dataUpdatedAt } : null;
}
