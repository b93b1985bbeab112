import { ArrowLeft } from 'lucide-react';
import { Link, useParams } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { useRuleOf } from '../../api/alert-rules.ts';
import { useAlert, useChangeAlert } from '../../api/alerts.ts';
import { Card } from '../../components/kit/card.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { SeverityTag } from '../../components/tags.tsx';
import { formatAge, formatFull } from '../../lib/format-time.ts';
import { rulePath } from '../../lib/rule-path.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { AlertActions } from './alert-actions.tsx';
import { AlertChart } from './alert-chart.tsx';
import { NotificationList, SampleList } from './alert-evidence.tsx';
import { GroupTags, ValueBar } from './alert-parts.tsx';
import { isTest, timesOf } from './alert-view.ts';
import { Timeline } from './timeline.tsx';

const words = strings.alerts;

/** What its rule looks for, narrowed to the group, with the way to what was found at that time. */
function QueryLink({ alert }: { alert: Alert }) {
  const linkTo = useLinkTo();
  const range = absoluteRange(...timesOf(alert, useNow()).shown);
  return (
    <p className="text-[13px]">
      <span className="text-ink-soft">{words.query}: </span>
      <Link
        to={linkTo('/explorer', { q: alert.query, ...range })}
        className="break-words font-mono text-xs text-accent hover:underline"
      >
        {alert.query || strings.rules.every}
      </Link>
    </p>
  );
}

function AlertHead({ alert }: { alert: Alert }) {
  const [zone] = useZone();
  const now = useNow();
  const { rule, severity, status, description, condition, started_at, ended_at } = alert;
  const isRule = useRuleOf(alert).rule !== undefined;
  const linkTo = useLinkTo();
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <SeverityTag severity={severity} />
        <h1 className="min-w-0 break-words text-lg font-semibold">
          {isRule ? (
            <Link to={linkTo(rulePath(rule))} className="hover:underline">
              {rule}
            </Link>
          ) : (
            rule
          )}
        </h1>
        <span className="rounded-full border border-line px-2 text-xs font-medium text-ink-soft">
          {words.tabs[status]}
        </span>
      </div>
      <p className="break-words text-ink-soft">{description}</p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-[13px]">
        <span className="break-words font-mono text-xs">{condition}</span>
        {isTest(alert) || <QueryLink alert={alert} />}
        <ValueBar alert={alert} />
        <GroupTags alert={alert} />
        <span className="text-ink-soft tabular-nums" title={formatFull(started_at, zone)}>
          {words.started} {formatAge(started_at, now)}
        </span>
        <span className="text-ink-soft tabular-nums" title={ended_at ? formatFull(ended_at, zone) : undefined}>
          {ended_at ? `${words.ended} ${formatAge(ended_at, now)}` : words.ongoing}
        </span>
      </div>
    </div>
  );
}

function AlertContent({ alert }: { alert: Alert }) {
  const change = useChangeAlert(alert.id);
  return (
    <>
      <AlertHead alert={alert} />
      <AlertActions alert={alert} change={change} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <AlertChart alert={alert} />
          <Card title={words.samples}>
            <SampleList alert={alert} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={words.timeline}>
            <Timeline alert={alert} />
          </Card>
          <Card title={words.notifications}>
            <NotificationList alert={alert} />
          </Card>
        </div>
      </div>
    </>
  );
}

export default function AlertPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useAlert(id);
  const linkTo = useLinkTo();
  const wayBack = (
    <Link to={linkTo('/alerts')} className="text-[13px] font-medium text-accent underline">
      {words.seeAll}
    </Link>
  );
  useTitle(strings.shell.titleOf(`${data ? `${data.rule} – ` : ''}${words.title}`));
  return (
    <div className="flex flex-col gap-4 p-4">
      <Link
        to={linkTo('/alerts')}
        className="flex items-center gap-1 self-start text-[13px] text-ink-soft hover:text-ink"
      >
        <ArrowLeft size={14} aria-hidden /> {words.back}
      </Link>
      {!data && !error && <Skeleton className="h-64 w-full" />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} wayBack={wayBack} />}
      {data && <AlertContent key={data.id} alert={data} />}
    </div>
  );
}
