/** Which rows of a block: 1 or 0 a row, or all (true) or none (false). */
export type Mask = Uint8Array | boolean;

/** Rows of both; may write into `left`. */
export function andMasks(left: Mask, right: Mask): Mask {
  if (left === true) return right;
  if (right === true) return left;
  if (left === false || right === false) return false;
  for (let row = 0; row < left.length; row++) left[row] = (left[row] as number) & (right[row] as number);
  return left;
}

/** Rows of either; may write into `left`. */
export function orMasks(left: Mask, right: Mask): Mask {
  if (left === false) return right;
  if (right === false) return left;
  if (left === true || right === true) return true;
  for (let row = 0; row < left.length; row++) left[row] = (left[row] as number) | (right[row] as number);
  return left;
}

/** All other rows; may write into `mask`. */
export function notMask(mask: Mask): Mask {
  if (typeof mask === 'boolean') return !mask;
  for (let row = 0; row < mask.length; row++) mask[row] = 1 - (mask[row] as number);
  return mask;
}

/** How many rows from `begin` up to, not including, `end`. */
export function countRows(mask: Mask, begin: number, end: number): number {
  if (typeof mask === 'boolean') return mask ? end - begin : 0;
  let count = 0;
  for (let row = begin; row < end; row++) count += mask[row] as number;
  return count;
}

export const hasRow = (mask: Mask, row: number): boolean => (typeof mask === 'boolean' ? mask : mask[row] === 1);
