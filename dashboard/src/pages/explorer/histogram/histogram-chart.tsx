import { memo, useId } from 'react';
import { BarChart, CartesianGrid, ResponsiveContainer, usePlotArea, useYAxisScale, XAxis, YAxis } from 'recharts';
import { formatCompact } from '../../../lib/format-number.ts';
import { formatTick, offsetAt } from '../../../lib/format-time.ts';
import { barPaths } from './bar-paths.ts';
import { type Histogram, ticksOf } from './build-histogram.ts';
import { AXIS_HEIGHT, AXIS_WIDTH } from './plot-area.ts';

interface HistogramChartProps {
  histogram: Histogram;
  zone: string;
}

const TICK = { fontSize: 11, fill: 'var(--ink-faint)' };

/** What is not over yet is hatched. */
function Hatch({ id, colour }: { id: string; colour: string }) {
  return (
    <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={5} height={5} fill={colour} opacity={0.25} />
      <rect width={2} height={5} fill={colour} />
    </pattern>
  );
}

interface BarsProps {
  histogram: Histogram;
  hatchId(series: number): string;
}

/** A path for all bars of a series: a shape for each bar would keep the page busy whenever its width changes. */
function Bars({ histogram, hatchId }: BarsProps) {
  const area = usePlotArea();
  const height = useYAxisScale();
  if (!area || !height) return null;
  const paths = barPaths(histogram, area, (count) => Number(height(count)));
  return histogram.series.map(({ key, colour }, at) => (
    <g key={key}>
      <path d={paths[at]?.finished} fill={colour} />
      <path d={paths[at]?.unfinished} fill={`url(#${hatchId(at)})`} />
    </g>
  ));
}

/** The drawing alone; what one does with it is the layer above it. */
export default memo(function HistogramChart({ histogram, zone }: HistogramChartProps) {
  const id = useId();
  const { bars, series } = histogram;
  const spanMs = (bars.at(-1)?.end ?? 0) - (bars[0]?.start ?? 0);
  const hatchId = (at: number): string => `${id}-${at}`;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={bars} margin={{ top: 4, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <defs>
          {series.map(({ key, colour }, at) => (
            <Hatch key={key} id={hatchId(at)} colour={colour} />
          ))}
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="start"
          height={AXIS_HEIGHT}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          tickMargin={3}
          minTickGap={16}
          ticks={ticksOf(histogram, offsetAt(bars[0]?.start ?? 0, zone))}
          interval="equidistantPreserveStart"
          tickFormatter={(start: number) => formatTick(start, zone, spanMs)}
        />
        <YAxis
          dataKey="total"
          width={AXIS_WIDTH}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          tickCount={3}
          allowDecimals={false}
          tickFormatter={formatCompact}
        />
        <Bars histogram={histogram} hatchId={hatchId} />
      </BarChart>
    </ResponsiveContainer>
  );
});
