import { quantile } from './statistics.ts';

/** At 60 Hz a frame that took this long has left out two others. */
const LONG_MS = 50;

/** How frames followed one another. */
export interface FrameFigures {
  perSecond: number;
  /** How many came more than 50 ms after the one before. */
  long: number;
  /** From one frame to the next, ms. */
  p99: number;
  longest: number;
}

/** Of the begins of frames in several stretches, ms; between two stretches nothing is counted. */
export function frameFigures(stretches: readonly (readonly number[])[]): FrameFigures {
  const gaps = stretches.flatMap((times) => times.slice(1).map((time, at) => time - (times[at] ?? 0)));
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1_000;
  return {
    perSecond: gaps.length / seconds,
    long: gaps.filter((gap) => gap > LONG_MS).length,
    p99: quantile(gaps, 0.99),
    longest: quantile(gaps, 1),
  };
}
