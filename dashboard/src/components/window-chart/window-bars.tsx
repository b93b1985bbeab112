import type { Plot } from '../chart/chart-frame.tsx';
import { type ChartWindow, joinWindows } from './join-windows.ts';
import { WindowPaths } from './window-paths.tsx';

interface WindowBarsProps {
  windows: readonly ChartWindow[];
  /** What it shows, in words. */
  label: string;
  threshold?: number | undefined;
  crosses?: ((value: number) => boolean) | undefined;
  /** The highest that has to be shown: several of them can share it. */
  most: number;
}

const WIDTH = 1_000;
const HEIGHT = 100;

/** The highest of some counts that has to be shown: a bar, or the threshold with some room above. */
export function topOf(values: readonly number[], threshold = 0): number {
  return Math.max(1, ...values, threshold * 1.1);
}

/** Bars without axes, for a row of a list. */
export function WindowBars({ windows, label, threshold, crosses, most }: WindowBarsProps) {
  const place = (value: number): number => HEIGHT * (1 - value / most);
  const plot: Plot = { x: 0, y: 0, width: WIDTH, height: HEIGHT, place };
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-9 w-full border-b border-line-strong"
    >
      <WindowPaths bars={joinWindows(windows).bars} plot={plot} crosses={crosses} />
      {threshold !== undefined && (
        <line
          x1={0}
          x2={WIDTH}
          y1={place(threshold)}
          y2={place(threshold)}
          stroke="var(--bad)"
          strokeWidth={1.5}
          strokeDasharray="6 4"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
