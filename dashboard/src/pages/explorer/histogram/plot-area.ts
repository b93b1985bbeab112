/** Room of the axes, px: the rest of the chart is bars, each as wide as the others. */
export const AXIS_WIDTH = 40;
export const AXIS_HEIGHT = 18;

/** The bar under a place, `offset` px from the left of all bars; the nearest one outside of them. */
export function barAt(offset: number, width: number, count: number): number {
  const index = Math.floor((offset / Math.max(width, 1)) * count);
  return Math.min(Math.max(index, 0), Math.max(count - 1, 0));
}

/** Place of the bars from one to another, in percent of all of them. */
export function shareOf(one: number, other: number, count: number): { insetInlineStart: string; width: string } {
  const first = Math.min(one, other);
  const length = Math.abs(one - other) + 1;
  return { insetInlineStart: `${(first / count) * 100}%`, width: `${(length / count) * 100}%` };
}
