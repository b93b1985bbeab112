import { type PointerEvent, useState } from 'react';
import { shareAt } from './bar-at.ts';
import type { Room } from './chart-frame.tsx';

interface PointedOptions<Place> {
  /** Room beside the plot, px; none when left out. */
  room?: Room;
  /** What is at a share of the plot's width. */
  locate(share: number): Place;
}

/** What lies under the pointer, null while it is not on the plot; the handlers are for the chart. */
export function usePointed<Place>({ room, locate }: PointedOptions<Place>) {
  const [pointed, setPointed] = useState<Place | null>(null);
  const handlers = {
    onPointerMove(event: PointerEvent): void {
      const share = shareAt(event, room);
      setPointed(share < 0 || share > 1 ? null : locate(share));
    },
    onPointerLeave: () => setPointed(null),
  };
  return { pointed, handlers };
}
