import type { Plot } from '../../../components/chart/chart-frame.tsx';
import type { Histogram } from './build-histogram.ts';

/** The bars of one series as paths of an SVG: those that are over, and the last one while it is not. */
export interface BarPaths {
  finished: string;
  unfinished: string;
}

/** Above so many bars each has a gap of a pixel, below them one by its width. */
const MANY = 60;

/** Bars of equal width that stand on each other, series by series. */
export function barPaths({ bars, series }: Histogram, { x, width, place }: Omit<Plot, 'y' | 'height'>): BarPaths[] {
  const step = width / Math.max(bars.length, 1);
  const gap = bars.length > MANY ? Math.min(1, step / 2) : step * 0.12;
  const below = bars.map(() => 0);
  return series.map(({ key }) => {
    const paths: BarPaths = { finished: '', unfinished: '' };
    for (const [at, { counts, isUnfinished }] of bars.entries()) {
      const from = below[at] ?? 0;
      const to = from + (counts[key] ?? 0);
      below[at] = to;
      if (to === from) continue;
      const left = round(x + at * step + gap / 2);
      const top = round(place(to));
      const rectangle = `M${left} ${top}h${round(step - gap)}V${round(place(from))}H${left}Z`;
      paths[isUnfinished ? 'unfinished' : 'finished'] += rectangle;
    }
    return paths;
  });
}

const round = (px: number): number => Math.round(px * 100) / 100;
