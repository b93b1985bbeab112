import { Link } from 'react-router';
import type { StatsAnswer } from '../../api/logs.ts';
import { Card } from '../../components/kit/card.tsx';
import { Skeleton } from '../../components/kit/states.tsx';
import { formatDuration } from '../../lib/format-number.ts';
import { combine } from '../../lib/query-edit.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const NAMES = ['min', 'avg', 'p50', 'p95', 'p99', 'max'] as const;

/** The response times; each leads to the logs that took as long or longer. */
export function ResponseTimes({ times, q }: { times: StatsAnswer['response_time'] | undefined; q: string }) {
  const linkTo = useLinkTo();
  return (
    <Card title={strings.overview.responseTimes} className="h-full">
      {!times && <Skeleton className="h-12" />}
      <dl className="grid grid-cols-3 gap-y-3 sm:grid-cols-6">
        {times &&
          NAMES.map((name) => {
            const value = times[name];
            const wanted = value === null ? 'response_time:*' : `response_time:>=${Math.floor(value)}`;
            return (
              <div key={name}>
                <dt className="text-xs text-ink-faint">{name}</dt>
                <dd className="text-lg font-semibold tabular-nums">
                  <Link to={linkTo('/explorer', { q: combine(q, wanted) })} className="hover:underline">
                    {value === null ? strings.common.none : formatDuration(value)}
                  </Link>
                </dd>
              </div>
            );
          })}
      </dl>
    </Card>
  );
}
