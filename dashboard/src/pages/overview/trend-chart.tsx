import type { MouseEvent } from 'react';
import { useNavigate } from 'react-router';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCompact, formatCount } from '../../lib/format-number.ts';
import { formatTick, offsetAt, type ZoneChoice } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';
import { ticksOf } from '../explorer/histogram/build-histogram.ts';
import { nameMoment, type Trend, type TrendBucket } from './build-trend.ts';

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

const words = strings.overview.trend;
const AXIS = { fontSize: 11, fill: 'var(--ink-faint)' };

interface BucketNoteProps {
  bucket: TrendBucket | undefined;
  trend: Trend;
  zone: ZoneChoice;
}

/** What the bars under the pointer count, in their order from top to bottom. */
function BucketNote({ bucket, trend, zone }: BucketNoteProps) {
  if (!bucket) return null;
  const [from, to] = [bucket.from, bucket.to + 1].map((time) => nameMoment(time, trend, zone)) as [string, string];
  const rows = trend.series.map((series, at) => ({ ...series, count: bucket.counts[at] ?? 0 })).reverse();
  return (
    <div className="rounded-lg border border-line bg-raised px-3 py-2 text-xs tabular-nums shadow-float">
      <p className="mb-1 text-ink-soft">{words.span(from, to)}</p>
      {rows.map(({ name, colour, count }) => (
        <p key={name} className="flex items-center gap-2">
          <span className="size-2 rounded-sm" style={{ background: colour }} />
          <span className="grow">{name}</span>
          <span className="ps-4">{formatCount(count)}</span>
        </p>
      ))}
      <p className="mt-1 flex justify-between border-t border-line pt-1 font-semibold">
        <span>{words.total}</span>
        <span>{formatCount(bucket.total)}</span>
      </p>
    </div>
  );
}

/** Round times, where bars begin. */
function marksOf(buckets: readonly TrendBucket[], zone: ZoneChoice): number[] {
  const [first, whole] = buckets;
  if (!first || !whole) return buckets.map(({ from }) => from);
  const axis = { bars: buckets.map(({ from }) => ({ start: from })), intervalMs: whole.to - whole.from + 1 };
  return ticksOf(axis, offsetAt(first.from, zone));
}

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
            ticks={marksOf(buckets, zone)}
            interval="equidistantPreserveStart"
            tickFormatter={tick}
            tick={AXIS}
            stroke="var(--line)"
            minTickGap={40}
            tickLine={false}
          />
          <YAxis
            allowDecimals={false}
            tickFormatter={formatCompact}
            tick={AXIS}
            width={44}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--hover)' }}
            content={({ payload }) => <BucketNote bucket={payload?.[0]?.payload} trend={trend} zone={zone} />}
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
