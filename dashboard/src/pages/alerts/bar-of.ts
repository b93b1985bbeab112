/** Places on a bar, in percent: how far the value reaches, and where the threshold stands. */
export function barOf(value: number, threshold: number): { value: number; threshold: number } {
  const most = Math.max(value, threshold, 0) * 1.15;
  const place = (size: number): number => (most === 0 ? 0 : Math.max(0, Math.round((size / most) * 100)));
  return { value: place(value), threshold: place(threshold) };
}
