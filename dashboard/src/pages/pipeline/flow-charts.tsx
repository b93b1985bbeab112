import { LineChart, type LineSeries } from '../../components/chart/line-chart.tsx';
import { Card } from '../../components/kit/card.tsx';
import { Skeleton } from '../../components/kit/states.tsx';
import { formatCompact } from '../../lib/format-number.ts';
import { useZone } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { type FlowSample, STEPS, WAITS } from './flow.ts';

const words = strings.pipeline.flow;
const COLOURS = ['var(--series-1)', 'var(--series-2)', 'var(--series-3)'];

interface ChartCardProps {
  title: string;
  times: readonly number[];
  series: readonly Omit<LineSeries, 'colour'>[];
  format(value: number): string;
}

/** A chart with the names of its lines, and what each counts now. */
function ChartCard({ title, times, series, format }: ChartCardProps) {
  const [zone] = useZone();
  const lines = series.map((each, at) => ({ ...each, colour: COLOURS[at] ?? 'var(--series-rest)' }));
  return (
    <Card title={title} actions={<span className="text-xs text-ink-faint">{words.since}</span>}>
      {times.length === 0 ? (
        <Skeleton className="h-40" />
      ) : (
        <LineChart times={times} series={lines} zone={zone} format={format} />
      )}
      <ul className="mt-2 flex min-h-5 flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
        {lines.map(({ name, colour, values }) => {
          const now = values.at(-1) ?? null;
          return (
            <li key={name} className="flex items-center gap-1.5">
              <span aria-hidden className="h-0.5 w-3 rounded-full" style={{ background: colour }} />
              {name}
              <span className="font-medium tabular-nums text-ink">
                {now === null ? strings.common.none : format(now)}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** How fast logs pass each step, and how many wait, in the last minutes. */
export function FlowCharts({ flow }: { flow: readonly FlowSample[] }) {
  const times = flow.map(({ at }) => at);
  const perSecond = (value: number): string => strings.pipeline.perSecond(formatCompact(value));
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <ChartCard
        title={words.throughput}
        times={times}
        series={STEPS.map((step) => ({ name: words.steps[step], values: flow.map(({ rates }) => rates[step]) }))}
        format={perSecond}
      />
      <ChartCard
        title={words.lag}
        times={times}
        series={WAITS.map((wait) => ({ name: words.waits[wait], values: flow.map(({ waiting }) => waiting[wait]) }))}
        format={formatCompact}
      />
    </div>
  );
}
