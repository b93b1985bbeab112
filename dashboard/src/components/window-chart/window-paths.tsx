import type { Plot } from '../chart/chart-frame.tsx';
import type { WindowBar } from './join-windows.ts';

interface WindowPathsProps {
  bars: readonly WindowBar[];
  plot: Plot;
  /** Whether a window is one that the rule is about; those stand out. */
  crosses: ((value: number) => boolean) | undefined;
}

/** Bars this wide have room between them. */
const WIDE = 4;

/** One path for many bars. */
function pathOf(bars: readonly WindowBar[], plot: Plot, isDrawn: (value: number) => boolean): string {
  const step = plot.width / Math.max(1, bars.length);
  const width = step * (step > WIDE ? 0.8 : 1);
  const ground = plot.place(0);
  return bars
    .map(({ value }, column) =>
      value === null || value <= 0 || !isDrawn(value)
        ? ''
        : `M${(plot.x + column * step).toFixed(2)} ${ground}V${plot.place(value).toFixed(2)}h${width.toFixed(2)}V${ground}z`,
    )
    .join('');
}

/** The bars of the windows, in their places. */
export function WindowPaths({ bars, plot, crosses = () => false }: WindowPathsProps) {
  return (
    <>
      <path d={pathOf(bars, plot, (value) => !crosses(value))} fill="var(--accent)" />
      <path d={pathOf(bars, plot, crosses)} fill="var(--bad)" />
    </>
  );
}
