/** Starts of the windows that hold a moment, newest first; aligned to the epoch. One for a tumbling window (`slideMs` = `windowMs`). */
export function windowStarts(time: number, windowMs: number, slideMs: number): number[] {
  const starts: number[] = [];
  for (let start = Math.floor(time / slideMs) * slideMs; start > time - windowMs; start -= slideMs) starts.push(start);
  return starts;
}
