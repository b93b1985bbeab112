import { parseDuration } from '../../../../core/time.ts';
import { formatTick, offsetAt, shapeFor, type ZoneChoice } from '../../lib/format-time.ts';
import type { TimeMark } from './chart-frame.tsx';

const STEPS = [
  '1s',
  '5s',
  '15s',
  '30s',
  '1m',
  '2m',
  '5m',
  '10m',
  '15m',
  '30m',
  '1h',
  '3h',
  '6h',
  '12h',
  '1d',
  '2d',
  '7d',
].map((text) => parseDuration(text) ?? 0);
const MOST_MARKS = 10;
/** As many have room on a phone: if some were left out, others would be each time that the span moves on. */
const MOST_OF_SPAN = 5;

/** Bars of the same length, one after another. */
export interface TimeAxis {
  bars: readonly { start: number }[];
  intervalMs: number;
}

/** How far apart the marks of a span are, ms: round, so that there are not more of them. */
function stepFor(spanMs: number, leastMs: number, most: number): number {
  return STEPS.find((step) => step >= leastMs && spanMs / step <= most) ?? spanMs / most;
}

/** What stands below bars: round times of the zone, below the middle of the first bar of each; one bar alone has its begin. */
export function timeMarks({ bars, intervalMs }: TimeAxis, zone: ZoneChoice): TimeMark[] {
  const [first = 0, last = 0] = [bars[0]?.start, bars.at(-1)?.start];
  const step = stepFor(bars.length * intervalMs, intervalMs, MOST_MARKS);
  const offsetMs = offsetAt(first, zone);
  const placeOf = (ms: number): number => Math.floor((ms + offsetMs) / step);
  // bars that begin at odd times still get the first of each step marked
  const isMarked = (start: number, index: number): boolean =>
    index > 0 ? placeOf(start) !== placeOf(bars[index - 1]?.start ?? 0) : (start + offsetMs) % step === 0;
  return bars.flatMap(({ start }, index) =>
    bars.length === 1 || isMarked(start, index)
      ? [{ at: (index + 0.5) / bars.length, text: formatTick(start, zone, shapeFor(last - first)) }]
      : [],
  );
}

/** What stands below a span of time, epoch ms, that moves on: its round times in the zone. */
export function spanMarks(from: number, to: number, zone: ZoneChoice): TimeMark[] {
  const step = stepFor(to - from, 0, MOST_OF_SPAN);
  const offsetMs = offsetAt(from, zone);
  const first = Math.ceil((from + offsetMs) / step) * step - offsetMs;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, index) => {
    const time = first + index * step;
    return { at: (time - from) / (to - from), text: formatTick(time, zone, shapeFor(to - from)) };
  });
}
