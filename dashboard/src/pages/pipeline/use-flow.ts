import { useEffect, useState } from 'react';
import type { QueueAnswer } from '../../api/queue.ts';
import { addToFlow, type FlowSample } from './flow.ts';

/** What the answers said since the page was opened, ten minutes at most. */
export function useFlow(queue: QueueAnswer | undefined, at: number): FlowSample[] {
  const [flow, setFlow] = useState<FlowSample[]>([]);
  useEffect(() => {
    if (queue) setFlow((past) => addToFlow(past, queue, at));
  }, [queue, at]);
  return flow;
}
