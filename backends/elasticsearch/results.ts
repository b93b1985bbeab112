import type { AggregationResult } from '../../core/log-store.ts';
import type { QuantileSketch } from '../../core/quantile-sketch.ts';

/** Values by count, highest first, ties by value. */
export function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): { value: string; count: number }[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, limit);
}

/** A distribution of what is known exactly, and of quantiles that are not. */
export function readDistribution(
  sketch: QuantileSketch,
  { min, max, avg }: { min: number; max: number; avg: number },
): AggregationResult {
  const { count } = sketch;
  const orNull = (value: number): number | null => (count === 0 ? null : value);
  const quantile = (q: number): number | null => orNull(Math.min(Math.max(sketch.quantile(q), min), max));
  return {
    kind: 'distribution',
    count,
    min: orNull(min),
    avg: orNull(avg),
    max: orNull(max),
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
  };
}
