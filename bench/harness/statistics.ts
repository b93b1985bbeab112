/** The smallest of the values that at least the share `q` of them does not exceed (nearest rank); NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? Number.NaN) + upper) / 2;
}

/** How much the values rise from one to the next: the slope of the straight line that fits them best; NaN of fewer than two. */
export function slope(values: readonly number[]): number {
  const mean = (values.length - 1) / 2;
  const rise = values.reduce((sum, value, at) => sum + (at - mean) * value, 0);
  return rise / values.reduce((sum, _, at) => sum + (at - mean) ** 2, 0);
}
