import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isRelative, type TimeRange } from '../../lib/time-range.ts';

const EVERY_MS = 15_000;

/** The moment the figures are of: moves on while the range does and somebody looks, and asks them anew each time. */
export function useRefresh({ from, to }: TimeRange): number {
  const client = useQueryClient();
  const [moment, setMoment] = useState(Date.now);
  useEffect(() => {
    if (!isRelative({ from, to })) return;
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      setMoment(Date.now());
      void client.invalidateQueries({
        predicate: ({ queryKey: [kind, question] }) =>
          (kind === 'stats' || kind === 'trends') && (question as TimeRange).to === 'now',
      });
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [client, from, to]);
  return moment;
}
