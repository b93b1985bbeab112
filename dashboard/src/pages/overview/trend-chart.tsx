import type { MouseEvent } from 'react';
import { useNavigate } from 'react-router';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCompact } from '../../lib/format-number.ts';
import { formatTick, type ZoneChoice } from '../../lib/format-time.ts';
import type { Trend } from './build-trend.ts';

interface TrendChartProps {
  trend: Trend;
  zone: ZoneChoice;
  /** The address of what a bar counts. */
  linkOf(bucket: number, series: number): string;
}

interface BarShape {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  fill?: string;
  index?: number;
}

const AXIS = { fontSize: 11, fill: 'var(--ink-faint)' };

/** Stacked bars; each is a link. By keyboard the same links stand in the table beside. */
export default function TrendChart({ trend, zone, linkOf }: TrendChartProps) {
  const navigate = useNavigate();
  const { series, buckets } = trend;
  const span = (buckets.at(-1)?.to ?? 0) - (buckets[0]?.from ?? 0);
  const tick = (time: unknown): string => formatTick(Number(time), zone, span);
  const follow = (event: MouseEvent, href: string): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void navigate(href);
  };
  const draw =
    (column: number) =>
    ({ x = 0, y = 0, width = 0, height = 0, fill, index = 0 }: BarShape) => {
      const href = linkOf(index, column);
      return (
        <a href={href} tabIndex={-1} onClick={(event) => follow(event, href)}>
          <rect x={x} y={y} width={Math.max(width, 1)} height={Math.max(height, 0)} fill={fill} />
        </a>
      );
    };
  return (
    <div aria-hidden className="h-56">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={buckets}
          margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
          barCategoryGap={1}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="from"
            tickFormatter={tick}
            tick={AXIS}
            stroke="var(--line)"
            minTickGap={40}
            tickLine={false}
          />
          <YAxis tickFormatter={formatCompact} tick={AXIS} width={44} axisLine={false} tickLine={false} />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={tick}
            cursor={{ fill: 'var(--hover)' }}
            contentStyle={{ background: 'var(--raised)', borderColor: 'var(--line)', borderRadius: 8, fontSize: 12 }}
            labelStyle={{ color: 'var(--ink-soft)' }}
          />
          {series.map(({ name, colour }, column) => (
            <Bar
              key={name}
              name={name}
              dataKey={({ counts }: Trend['buckets'][number]) => counts[column] ?? 0}
              stackId="all"
              fill={colour}
              isAnimationActive={false}
              shape={draw(column)}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
