import type { MouseEvent } from 'react';
import { useNavigate } from 'react-router';
import { barAt } from '../../components/chart/bar-at.ts';
import type { Series } from '../../components/chart/build-series.ts';
import { ChartFrame, type Plot } from '../../components/chart/chart-frame.tsx';
import { ChartNote } from '../../components/chart/chart-note.tsx';
import { PlotOver } from '../../components/chart/plot-over.tsx';
import { stretchOf } from '../../components/chart/stretch.ts';
import { timeMarks } from '../../components/chart/time-marks.ts';
import { usePointed } from '../../components/chart/use-pointed.ts';
import { formatCount } from '../../lib/format-number.ts';
import type { ZoneChoice } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';
import { nameMoment, type Trend } from './build-trend.ts';

interface TrendChartProps {
  trend: Trend;
  zone: ZoneChoice;
  /** The address of what a bar counts. */
  linkOf(bucket: number, series: Series): string;
}

const ROOM = { left: 44, right: 4, top: 8, bottom: 30 };
const GAP_PX = 1;
const words = strings.overview.trend;

interface BarsProps {
  trend: Trend;
  plot: Plot;
  /** The bucket under the pointer. */
  pointed: number | null;
  linkOf(bucket: number, series: Series): string;
}

/** Bars that stand on each other, each a link. */
function Bars({ trend: { buckets, series }, plot, pointed, linkOf }: BarsProps) {
  const navigate = useNavigate();
  const step = plot.width / Math.max(buckets.length, 1);
  const width = Math.max(step - GAP_PX, 1);
  const follow = (event: MouseEvent, href: string): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void navigate(href);
  };
  return (
    <>
      {pointed !== null && (
        <rect x={plot.x + pointed * step} y={plot.y} width={step} height={plot.height} fill="var(--hover)" />
      )}
      {buckets.map(({ from, counts }, bucket) => {
        let below = 0;
        return series.map((each) => {
          const count = counts[each.key] ?? 0;
          below += count;
          if (count === 0) return null;
          const [top, bottom] = [plot.place(below), plot.place(below - count)];
          const href = linkOf(bucket, each);
          return (
            <a key={`${from} ${each.key}`} href={href} tabIndex={-1} onClick={(event) => follow(event, href)}>
              <rect x={plot.x + bucket * step} y={top} width={width} height={bottom - top} fill={each.colour} />
            </a>
          );
        });
      })}
    </>
  );
}

interface BucketNoteProps extends Pick<TrendChartProps, 'trend' | 'zone'> {
  at: number;
}

/** What the bars of a bucket count, in their order from top to bottom. */
function BucketNote({ trend, at, zone }: BucketNoteProps) {
  const { series, buckets } = trend;
  const bucket = buckets[at];
  if (!bucket) return null;
  const [from, to] = [bucket.from, bucket.to + 1].map((time) => nameMoment(time, trend, zone)) as [string, string];
  const rows = series.map(({ key, colour }) => ({ name: key, colour, value: formatCount(bucket.counts[key] ?? 0) }));
  return (
    <ChartNote about={stretchOf(at, at, buckets.length)} title={words.span(from, to)} rows={rows.reverse()}>
      <p className="mt-1 flex justify-between border-t border-line pt-1 font-semibold">
        <span>{words.total}</span>
        <span>{formatCount(bucket.total)}</span>
      </p>
    </ChartNote>
  );
}

/** Stacked bars; each is a link. By keyboard the same links stand in the table beside. */
export function TrendChart({ trend, zone, linkOf }: TrendChartProps) {
  const { buckets } = trend;
  const { pointed, handlers } = usePointed({ room: ROOM, locate: (share) => barAt(share, buckets.length) });
  return (
    <div aria-hidden className="relative h-56" {...handlers}>
      <ChartFrame
        most={Math.max(0, ...buckets.map(({ total }) => total))}
        steps={4}
        marks={timeMarks({ bars: buckets.map(({ from }) => ({ start: from })), intervalMs: trend.intervalMs }, zone)}
        room={ROOM}
        markGap={40}
        ground="var(--line)"
      >
        {(plot) => <Bars trend={trend} plot={plot} pointed={pointed} linkOf={linkOf} />}
      </ChartFrame>
      {pointed !== null && buckets[pointed] && (
        <PlotOver room={ROOM}>
          <BucketNote trend={trend} at={pointed} zone={zone} />
        </PlotOver>
      )}
    </div>
  );
}
