import { memo, useId } from 'react';
import { ChartFrame, type Plot } from '../../../components/chart/chart-frame.tsx';
import { timeMarks } from '../../../components/chart/time-marks.ts';
import { barPaths } from './bar-paths.ts';
import type { Histogram } from './build-histogram.ts';

interface HistogramChartProps {
  histogram: Histogram;
  zone: string;
}

/** Room around its bars, px. */
export const HISTOGRAM_ROOM = { left: 40, right: 0, top: 4, bottom: 18 };

/** What is not over yet is hatched. */
function Hatch({ id, colour }: { id: string; colour: string }) {
  return (
    <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={5} height={5} fill={colour} opacity={0.25} />
      <rect width={2} height={5} fill={colour} />
    </pattern>
  );
}

/** A path for all bars of a series: a shape for each bar would keep the page busy whenever its width changes. */
function Bars({ histogram, plot }: { histogram: Histogram; plot: Plot }) {
  const id = useId();
  const paths = barPaths(histogram, plot);
  return histogram.series.map(({ key, colour }, at) => (
    <g key={key}>
      <Hatch id={`${id}-${at}`} colour={colour} />
      <path d={paths[at]?.finished} fill={colour} />
      <path d={paths[at]?.unfinished} fill={`url(#${id}-${at})`} />
    </g>
  ));
}

/** The drawing alone; what one does with it is the layer above it. */
export const HistogramChart = memo(function HistogramChart({ histogram, zone }: HistogramChartProps) {
  const { bars } = histogram;
  return (
    <ChartFrame
      most={Math.max(0, ...bars.map(({ total }) => total))}
      steps={2}
      marks={timeMarks(histogram, zone)}
      room={HISTOGRAM_ROOM}
      markGap={16}
      ground="var(--line-strong)"
    >
      {(plot) => <Bars histogram={histogram} plot={plot} />}
    </ChartFrame>
  );
});
