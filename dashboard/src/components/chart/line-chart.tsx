import { formatTick, type ZoneChoice } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';
import { ChartFrame, type Plot } from './chart-frame.tsx';
import { ChartNote } from './chart-note.tsx';
import { linePath } from './line-path.ts';
import { PlotOver } from './plot-over.tsx';
import { spanMarks } from './time-marks.ts';
import { usePointed } from './use-pointed.ts';

export interface LineSeries {
  name: string;
  colour: string;
  /** One for each moment; null where it is not known. */
  values: readonly (number | null)[];
}

interface LineChartProps {
  /** Epoch ms, oldest first. */
  times: readonly number[];
  series: readonly LineSeries[];
  zone: ZoneChoice;
  format(value: number): string;
}

const ROOM = { left: 44, right: 8, top: 8, bottom: 26 };
/** A chart that was just begun is as wide as a minute. */
const LEAST_MS = 60_000;

/** The stretch of time that is drawn. */
function spanOf(times: readonly number[]): { from: number; to: number } {
  const to = times.at(-1) ?? 0;
  return { from: Math.min(times[0] ?? 0, to - LEAST_MS), to };
}

/** Where a moment stands, as a share of the span. */
function shareOf(times: readonly number[], at: number): number {
  const { from, to } = spanOf(times);
  return ((times[at] ?? 0) - from) / (to - from);
}

/** The moment that is nearest to a place, as a share of the span. */
function nearest(times: readonly number[], share: number): number {
  const { from, to } = spanOf(times);
  const wanted = from + share * (to - from);
  return times.reduce(
    (best, time, at) => (Math.abs(time - wanted) < Math.abs((times[best] ?? 0) - wanted) ? at : best),
    0,
  );
}

interface LinesProps extends Pick<LineChartProps, 'times' | 'series'> {
  plot: Plot;
  pointed: number | null;
}

function Lines({ times, series, plot, pointed }: LinesProps) {
  const placeOf = (at: number): number => plot.x + shareOf(times, at) * plot.width;
  const heightOf = (value: number | null | undefined): number | null => (value == null ? null : plot.place(value));
  return (
    <>
      {pointed !== null && (
        <line
          x1={placeOf(pointed)}
          x2={placeOf(pointed)}
          y1={plot.y}
          y2={plot.y + plot.height}
          stroke="var(--line-strong)"
        />
      )}
      {series.map(({ name, colour, values }) => (
        <path
          key={name}
          d={linePath(values.map((value, at) => ({ x: placeOf(at), y: heightOf(value) })))}
          fill="none"
          stroke={colour}
          strokeWidth={1.75}
          strokeLinejoin="round"
        />
      ))}
      {pointed !== null &&
        series.map(({ name, colour, values }) => {
          const y = heightOf(values[pointed]);
          return y !== null && <circle key={name} cx={placeOf(pointed)} cy={y} r={3} fill={colour} />;
        })}
    </>
  );
}

/** What the lines say at a moment. */
function PointNote({ times, series, at, zone, format }: LineChartProps & { at: number }) {
  const place = shareOf(times, at);
  const rows = series.map(({ name, colour, values }) => {
    const value = values[at] ?? null;
    return { name, colour, value: value === null ? strings.common.none : format(value) };
  });
  return (
    <ChartNote about={{ from: place, to: place }} title={formatTick(times[at] ?? 0, zone, 'second')} rows={rows} />
  );
}

/** Lines over the last minutes, with what they count at the moment under the pointer. What they say now is said in words beside. */
export function LineChart({ times, series, zone, format }: LineChartProps) {
  // the place and not the moment: that moves on below a pointer that rests
  const { pointed: share, handlers } = usePointed({ room: ROOM, locate: (at) => at });
  const { from, to } = spanOf(times);
  const pointed = share === null ? null : nearest(times, share);
  return (
    <div aria-hidden className="relative h-40" {...handlers}>
      <ChartFrame
        most={Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))}
        steps={3}
        marks={spanMarks(from, to, zone)}
        room={ROOM}
        markGap={12}
        ground="var(--line)"
      >
        {(plot) => <Lines times={times} series={series} plot={plot} pointed={pointed} />}
      </ChartFrame>
      {pointed !== null && (
        <PlotOver room={ROOM}>
          <PointNote times={times} series={series} at={pointed} zone={zone} format={format} />
        </PlotOver>
      )}
    </div>
  );
}
