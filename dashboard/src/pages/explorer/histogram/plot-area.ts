/** Room of the axes, px: the rest of the chart is bars, each as wide as the others. */
export const AXIS_WIDTH = 40;
export const AXIS_HEIGHT = 18;

/** Place of the bars from one to another, in percent of all of them. */
export function shareOf(one: number, other: number, count: number): { insetInlineStart: string; width: string } {
  const first = Math.min(one, other);
  const length = Math.abs(one - other) + 1;
  return { insetInlineStart: `${(first / count) * 100}%`, width: `${(length / count) * 100}%` };
}
