import type { PointerEvent } from 'react';
import type { Room } from './chart-frame.tsx';

type Sides = Pick<Room, 'left' | 'right'>;
const NO_ROOM: Sides = { left: 0, right: 0 };

/** Where the pointer is on the plot of what hears it, as a share of the plot's width; below 0 or above 1 beside it. */
export function shareAt({ clientX, currentTarget }: PointerEvent, room = NO_ROOM): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return (clientX - left - room.left) / Math.max(width - room.left - room.right, 1);
}

/** The bar at a share of the width of all; the nearest one beside them. */
export function barAt(share: number, count: number): number {
  return Math.min(Math.max(Math.floor(share * count), 0), Math.max(count - 1, 0));
}
