import { memo, useId } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Rectangle,
  type RectangleProps,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCompact } from '../../../lib/format-number.ts';
import { formatTick, offsetAt } from '../../../lib/format-time.ts';
import { type Bar as BarOfTime, type Histogram, type Series, ticksOf } from './build-histogram.ts';
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

function shapeOf(colour: string, hatchId: string) {
  return ({ x, y, width, height, payload }: RectangleProps & { payload?: BarOfTime }) => (
    <Rectangle {...{ x, y, width, height }} fill={payload?.isUnfinished ? `url(#${hatchId})` : colour} />
  );
}

/** The drawing alone; what one does with it is the layer above it. */
export default memo(function HistogramChart({ histogram, zone }: HistogramChartProps) {
  const id = useId();
  const { bars, series } = histogram;
  const spanMs = (bars.at(-1)?.end ?? 0) - (bars[0]?.start ?? 0);
  const hatchId = ({ key }: Series): string => `${id}-${series.findIndex((each) => each.key === key)}`;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={bars}
        margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
        barCategoryGap={bars.length > 60 ? 1 : '12%'}
        accessibilityLayer={false}
      >
        <defs>
          {series.map((each) => (
            <Hatch key={each.key} id={hatchId(each)} colour={each.colour} />
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
          width={AXIS_WIDTH}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          tickCount={3}
          allowDecimals={false}
          tickFormatter={formatCompact}
        />
        {series.map((each) => (
          <Bar
            key={each.key}
            dataKey={(bar: BarOfTime) => bar.counts[each.key] ?? 0}
            stackId="logs"
            isAnimationActive={false}
            shape={shapeOf(each.colour, hatchId(each))}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
});
