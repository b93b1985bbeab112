import type { TimeRange } from '../../core/log-store.ts';
import { parseDuration } from '../../core/time.ts';
import { invalidParameter } from './invalid-parameter.ts';

const CHOSEN_BUCKETS = 150;
const MAX_BUCKETS = 1_000;
const MIN_INTERVAL_MS = 100;

const NICE = ['100ms', '500ms', '1s', '2s', '5s', '10s', '15s', '30s', '1m', '2m', '5m', '10m', '15m', '30m'];
const NICE_LONG = ['1h', '2h', '3h', '6h', '12h', '1d', '2d', '1w', '2w', '4w', '13w', '52w', '520w', '5200w'];
const INTERVALS_MS = [...NICE, ...NICE_LONG].map((text) => parseDuration(text) ?? 0);

/** Buckets are aligned to multiples of the interval since the epoch. */
export function countBuckets({ from, to }: TimeRange, intervalMs: number): number {
  return Math.floor(to / intervalMs) - Math.floor(from / intervalMs) + 1;
}

/** The shortest of the usual intervals that gives no more than 150 buckets. */
export function chooseInterval(range: TimeRange): number {
  const fits = INTERVALS_MS.find((intervalMs) => countBuckets(range, intervalMs) <= CHOSEN_BUCKETS);
  return fits ?? INTERVALS_MS.at(-1) ?? MIN_INTERVAL_MS;
}

/** Milliseconds of the interval that was asked for. @throws PipelineError `invalid_parameter` when it is none, or gives more than 1,000 buckets. */
export function readInterval(text: string | undefined, range: TimeRange): number {
  if (text === undefined) return chooseInterval(range);
  const intervalMs = parseDuration(text);
  if (intervalMs === null || intervalMs < MIN_INTERVAL_MS || !Number.isInteger(intervalMs)) {
    throw invalidParameter('interval', 'must be a duration such as 30s, 5m or 1h');
  }
  if (countBuckets(range, intervalMs) > MAX_BUCKETS) {
    throw invalidParameter('interval', `makes more than ${MAX_BUCKETS} buckets of this range`);
  }
  return intervalMs;
}
