import { CircleCheck } from 'lucide-react';
import { Link } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { Card } from '../../components/kit/card.tsx';
import { Skeleton } from '../../components/kit/states.tsx';
import { SeverityTag } from '../../components/tags.tsx';
import { groupOf } from '../../lib/alert-group.ts';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatAge } from '../../lib/format-time.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.overview.alerts;
const SHOWN = 5;

/** The newest open alerts, each with the way to it. */
export function OpenAlerts({ alerts, now }: { alerts: Alert[] | undefined; now: number }) {
  const linkTo = useLinkTo();
  return (
    <Card
      title={words.title}
      className="h-full"
      actions={
        <Link to={linkTo('/alerts')} className="text-xs text-accent hover:underline">
          {words.all}
        </Link>
      }
    >
      {!alerts && <Skeleton className="h-60" />}
      {alerts?.length === 0 && (
        <p className="flex flex-col items-center gap-2 py-6 text-[13px] text-good xl:py-20">
          <CircleCheck size={22} aria-hidden />
          {words.none}
        </p>
      )}
      <ul className="-mx-2">
        {alerts?.slice(0, SHOWN).map(({ id, severity, rule, group, service, started_at, value, threshold, unit }) => (
          <li key={id}>
            <Link to={linkTo(`/alerts/${id}`)} className="block rounded-md px-2 py-1.5 hover:bg-hover">
              <span className="flex items-center gap-2">
                <SeverityTag severity={severity} />
                <span className="min-w-0 grow truncate text-[13px] font-medium">{rule}</span>
                <span className="shrink-0 text-xs text-ink-faint">{formatAge(started_at, now)}</span>
              </span>
              <span className="block truncate text-xs text-ink-soft">
                {[
                  ...groupOf({ group, service }).map(([, value]) => value),
                  words.value(formatAlertValue(value, unit), formatAlertValue(threshold, unit)),
                ].join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
