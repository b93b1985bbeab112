import { parseDuration } from '../../../../core/time.ts';
import { formatTick, offsetAt, type ZoneChoice } from '../../lib/format-time.ts';
import type { TimeMark } from './chart-frame.tsx';

const TICK_STEPS = [
  '1s',
  '5s',
  '15s',
  '30s',
  '1m',
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
];
const MOST_TICKS = 10;

/** Bars of the same length, one after another. */
export interface TimeAxis {
  bars: readonly { start: number }[];
  intervalMs: number;
}

/** The begins of bars that are marked on the axis: round times in the zone, given how far it is ahead of UTC. */
export function ticksOf({ bars, intervalMs }: TimeAxis, offsetMs: number): number[] {
  const spanMs = bars.length * intervalMs;
  const steps = TICK_STEPS.map((text) => parseDuration(text) ?? 0);
  const step = steps.find((each) => each >= intervalMs && spanMs / each <= MOST_TICKS) ?? spanMs / MOST_TICKS;
  // bars that begin at odd times still get the first of each step marked
  return bars
    .filter(({ start }, index) => {
      const place = (ms: number): number => Math.floor((ms + offsetMs) / step);
      return index > 0 ? place(start) !== place(bars[index - 1]?.start ?? 0) : (start + offsetMs) % step === 0;
    })
    .map(({ start }) => start);
}

/** What stands below the bars: round times of the zone, below the middle of the first bar of each. */
export function timeMarks(axis: TimeAxis, zone: ZoneChoice): TimeMark[] {
  const { bars } = axis;
  const [first = 0, last = 0] = [bars[0]?.start, bars.at(-1)?.start];
  const ticks = new Set(ticksOf(axis, offsetAt(first, zone)));
  return bars.flatMap(({ start }, column) =>
    ticks.has(start) ? [{ at: (column + 0.5) / bars.length, text: formatTick(start, zone, last - first) }] : [],
  );
}
