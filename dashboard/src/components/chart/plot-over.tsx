import type { ReactNode } from 'react';
import type { Room } from './chart-frame.tsx';

/** What lies over the plot of a chart with that room around it, and is as large. The pointer goes through it to the chart. */
export function PlotOver({ room, children }: { room: Room; children: ReactNode }) {
  return (
    <div
      className="pointer-events-none absolute"
      style={{ insetInlineStart: room.left, insetInlineEnd: room.right, top: room.top, bottom: room.bottom }}
    >
      {children}
    </div>
  );
}
