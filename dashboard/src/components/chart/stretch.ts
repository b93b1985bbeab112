/** A part of a plot, as shares of its width from the left. */
export interface Stretch {
  from: number;
  to: number;
}

/** The part that some bars take, of `count` that fill the plot; the two ends in any order. */
export function stretchOf(one: number, other: number, count: number): Stretch {
  return { from: Math.min(one, other) / count, to: (Math.max(one, other) + 1) / count };
}

/** Where it is laid over the plot. */
export function placeOver({ from, to }: Stretch): { insetInlineStart: string; width: string } {
  return { insetInlineStart: `${from * 100}%`, width: `${(to - from) * 100}%` };
}
