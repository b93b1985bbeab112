import { CircleCheck } from 'lucide-react';
import { Link } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { Card } from '../../components/kit/card.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { LogText } from '../../components/log-text.tsx';
import { SeverityTag } from '../../components/tags.tsx';
import { groupOf } from '../../lib/alert-group.ts';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatAge } from '../../lib/format-time.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { sortAlerts } from '../../lib/sort-alerts.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.overview.alerts;
const SHOWN = 5;

/** An alert: how bad, which, since when; where, and what was measured. */
function AlertRow({ alert, now }: { alert: Alert; now: number }) {
  const linkTo = useLinkTo();
  const { id, severity, rule, started_at, value, threshold, unit } = alert;
  const group = groupOf(alert).map(([, each]) => each);
  return (
    <Link to={linkTo(`/alerts/${id}`)} className="block rounded-md px-2 py-1.5 hover:bg-hover">
      <span className="flex items-center gap-2">
        <SeverityTag severity={severity} />
        <span className="min-w-0 grow truncate text-[13px] font-medium">{rule}</span>
        <span className="shrink-0 text-xs text-ink-faint">{formatAge(started_at, now)}</span>
      </span>
      <span className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-ink-soft">
        {group.length > 0 && (
          <span className="line-clamp-2 min-w-0 break-words text-ink">
            <LogText text={group.join(' · ')} />
          </span>
        )}
        <span>{words.value(formatAlertValue(value, unit), formatAlertValue(threshold, unit))}</span>
      </span>
    </Link>
  );
}

interface OpenAlertsProps {
  alerts: Alert[] | undefined;
  /** Why they are not known. */
  error: Error | null;
  onRetry(): void;
  now: number;
}

/** The most severe open alerts, of these the newest, each with the way to it. */
export function OpenAlerts({ alerts, error, onRetry, now }: OpenAlertsProps) {
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
      {!alerts && (error ? <ErrorState error={error} onRetry={onRetry} /> : <Skeleton className="h-60" />)}
      {alerts?.length === 0 && (
        <p className="flex flex-col items-center gap-2 py-6 text-[13px] text-good xl:py-20">
          <CircleCheck size={22} aria-hidden />
          {words.none}
        </p>
      )}
      <ul className="-mx-2">
        {alerts &&
          sortAlerts(alerts, 'open')
            .slice(0, SHOWN)
            .map((alert) => (
              <li key={alert.id}>
                <AlertRow alert={alert} now={now} />
              </li>
            ))}
      </ul>
    </Card>
  );
}
