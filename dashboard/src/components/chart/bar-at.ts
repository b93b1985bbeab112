/** The bar under a place, `offset` px from the left of all bars; the nearest one outside of them. */
export function barAt(offset: number, width: number, count: number): number {
  const index = Math.floor((offset / Math.max(width, 1)) * count);
  return Math.min(Math.max(index, 0), Math.max(count - 1, 0));
}
