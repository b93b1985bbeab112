const COMPARE: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  '>': (value, threshold) => value > threshold,
  '>=': (value, threshold) => value >= threshold,
  '<': (value, threshold) => value < threshold,
  '<=': (value, threshold) => value <= threshold,
};

/** Whether values are beyond a threshold, as the `op` of a rule compares them; undefined where that is none. */
export function crossesThreshold(op: string, threshold: number): ((value: number) => boolean) | undefined {
  const compare = COMPARE[op];
  return compare && ((value) => compare(value, threshold));
}
