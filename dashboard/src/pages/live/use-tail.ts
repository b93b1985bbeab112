import { useCallback, useEffect, useRef, useState } from 'react';
import { useAway } from '../../api/outage.ts';
import { newTailState, openTail, type Tail } from './open-tail.ts';
import type { Gap } from './tail-buffer.ts';
import type { TailConnection } from './tail-connection.ts';

/** What comes in from now on, as it comes; while the view is held, what is shown stays as it is. */
export function useTail(q: string, isHeld: boolean) {
  const [state, setState] = useState(newTailState);
  const away = useAway();
  const tail = useRef<Tail | null>(null);
  useEffect(() => {
    const opened = openTail({ q, onChange: setState });
    tail.current = opened;
    return () => opened.close();
  }, [q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tail of another query has to be told too
  useEffect(() => tail.current?.hold(isHeld), [isHeld, q]);
  const fill = useCallback(async (gap: Gap) => tail.current?.fill(gap), []);
  const clear = useCallback(() => tail.current?.clear(), []);
  const status: TailConnection = away && state.status !== 'refused' ? 'away' : state.status;
  return { ...state, status, fill, clear };
}
