/** Steps between marks that are easy to read, as parts of a power of ten. */
const EASY = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** Whole multiples of `grain` at even steps from 0 to the first that is not below `most`; no more than `steps` of these. */
export function countMarks(most: number, steps: number, grain = 1): number[] {
  const highest = Math.max(most / grain, 1);
  const least = highest / steps;
  const power = 10 ** Math.floor(Math.log10(least));
  const easy = EASY.map((part) => part * power).find((step) => step >= least && Number.isInteger(step));
  const step = easy ?? Math.ceil(least);
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, at) => at * step * grain);
}
