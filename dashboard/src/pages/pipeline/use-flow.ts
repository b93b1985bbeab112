import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { QueueAnswer } from '../../api/queue.ts';
import { addToFlow, type FlowSample } from './flow.ts';

/** What was seen of a server so far: it outlives the page, as what was answered does. */
const SEEN = new WeakMap<QueryClient, FlowSample[]>();

/** What the answers said while this page was open, now and before, ten minutes at most. */
export function useFlow(queue: QueueAnswer | undefined, at: number): FlowSample[] {
  const client = useQueryClient();
  const [flow, setFlow] = useState(() => SEEN.get(client) ?? []);
  useEffect(() => {
    if (!queue) return;
    const next = addToFlow(SEEN.get(client) ?? [], queue, at);
    SEEN.set(client, next);
    setFlow(next);
  }, [client, queue, at]);
  return flow;
}
