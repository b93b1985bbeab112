import { Link } from 'react-router';
import type { StatsAnswer } from '../../api/logs.ts';
import { Card } from '../../components/kit/card.tsx';
import { Skeleton } from '../../components/kit/states.tsx';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { buildStatusClasses } from './build-status-classes.ts';

const words = strings.overview;

const COLOURS: Readonly<Record<string, string>> = {
  '2xx': 'var(--good)',
  '3xx': 'var(--series-1)',
  '4xx': 'var(--caution)',
  '5xx': 'var(--bad)',
};
const colourOf = (name: string): string => COLOURS[name] ?? 'var(--series-rest)';

/** How requests were answered, each class with the way to its logs. */
export function StatusClasses({ stats, q }: { stats: StatsAnswer | undefined; q: string }) {
  const linkTo = useLinkTo();
  const classes = stats && buildStatusClasses(stats.by_status_code, q);
  return (
    <Card title={words.statusClasses} className="h-full">
      {!classes && <Skeleton className="h-18" />}
      {classes && (
        <>
          <div aria-hidden className="mb-2 flex h-1.5 gap-px overflow-hidden rounded-full bg-sunken">
            {classes.map(({ name, share }) => (
              <span key={name} style={{ width: `${share * 100}%`, background: colourOf(name) }} />
            ))}
          </div>
          <dl className="flex flex-wrap gap-x-2 gap-y-3">
            {classes.map(({ name, count, share, query }) => (
              <div key={name} className="min-w-fit flex-1">
                <dt className="flex items-center gap-1.5 text-xs text-ink-faint">
                  <span aria-hidden className="size-2 rounded-sm" style={{ background: colourOf(name) }} />
                  {name}
                </dt>
                <dd className="tabular-nums">
                  <Link to={linkTo('/explorer', { q: query })} className="text-lg font-semibold hover:underline">
                    {formatCount(count)}
                  </Link>
                  <span className="block text-xs text-ink-soft">{formatShare(share)}</span>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Card>
  );
}
