import { Link } from 'react-router';
import type { StatsAnswer } from '../../api/logs.ts';
import { Card } from '../../components/kit/card.tsx';
import { Skeleton } from '../../components/kit/states.tsx';
import { formatDuration } from '../../lib/format-number.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import {
  buildResponseTimes,
  buildTimeBar,
  type ResponseTime,
  type TimeBar,
  type TimeName,
} from './build-response-times.ts';
import { Change } from './change.tsx';
import { toneOfRise } from './tone.ts';

type Times = StatsAnswer['response_time'];

const words = strings.overview;
const shade = (percent: number): string => `color-mix(in srgb, var(--series-1) ${percent}%, var(--sunken))`;
/** The fewer took so long, the paler. */
const COLOURS: Readonly<Partial<Record<TimeName, string>>> = {
  p50: shade(100),
  p95: shade(65),
  p99: shade(40),
  max: shade(20),
};

function Bar({ bar }: { bar: TimeBar | null }) {
  return (
    <div aria-hidden className="relative mb-2 h-1.5" title={words.times.bar}>
      <div className="flex h-full gap-px overflow-hidden rounded-full bg-sunken">
        {bar?.parts.map(({ end, width }) => (
          <span key={end} style={{ width: `${width * 100}%`, background: COLOURS[end] }} />
        ))}
      </div>
      {bar && (
        <span
          className="absolute -inset-y-0.75 w-0.75 -translate-x-1/2 rounded-full border-x border-surface bg-ink"
          style={{ left: `${bar.avg * 100}%` }}
        />
      )}
    </div>
  );
}

/** What stands for the figure on the bar. */
function Mark({ name }: { name: TimeName }) {
  if (name === 'avg') return <span aria-hidden className="h-3 w-0.5 rounded-full bg-ink" />;
  const colour = COLOURS[name];
  return colour && <span aria-hidden className="size-2 rounded-sm" style={{ background: colour }} />;
}

function Figure({ time: { name, value, change, query } }: { time: ResponseTime }) {
  const linkTo = useLinkTo();
  return (
    <div>
      <dt className="flex items-center gap-1.5 text-xs text-ink-faint" title={words.times.names[name]}>
        <Mark name={name} />
        {name}
      </dt>
      <dd className="tabular-nums">
        <Link
          to={linkTo('/explorer', { q: query })}
          className="text-lg font-semibold whitespace-nowrap hover:underline"
        >
          {value === null ? strings.common.none : formatDuration(value)}
        </Link>
        <span className="block text-xs xl:min-h-4">
          {change !== null && <Change change={change} tone={toneOfRise(change)} />}
        </span>
      </dd>
    </div>
  );
}

interface ResponseTimesProps {
  times: Times | undefined;
  /** Of the period before. */
  former: Times | undefined;
  q: string;
}

/** The response times on a bar and in figures, against the period before; each leads to the logs that took as long or longer. */
export function ResponseTimes({ times, former, q }: ResponseTimesProps) {
  const { p50 = null, p95 = null } = times ?? {};
  return (
    <Card
      title={words.responseTimes}
      className="h-full"
      actions={
        p50 !== null &&
        p95 !== null && (
          <span className="text-xs text-ink-faint max-md:hidden">
            {words.times.said(formatDuration(p50), formatDuration(p95))}
          </span>
        )
      }
    >
      {!times && <Skeleton className="h-18" />}
      {times && (
        <>
          <Bar bar={buildTimeBar(times)} />
          <dl className="grid grid-cols-3 gap-y-3 sm:grid-cols-6">
            {buildResponseTimes(times, former, q).map((time) => (
              <Figure key={time.name} time={time} />
            ))}
          </dl>
        </>
      )}
    </Card>
  );
}
