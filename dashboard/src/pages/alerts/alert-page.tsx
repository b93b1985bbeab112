import { ArrowLeft } from 'lucide-react';
import { Link, useParams } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { useRuleOf } from '../../api/alert-rules.ts';
import { useAlert } from '../../api/alerts.ts';
import { Card } from '../../components/kit/card.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { SeverityTag } from '../../components/tags.tsx';
import { formatFull, formatMinute, formatPast } from '../../lib/format-time.ts';
import { rulePath } from '../../lib/rule-path.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { AlertActions } from './alert-actions.tsx';
import { AlertChart } from './alert-chart.tsx';
import { AlertDetails } from './alert-details.tsx';
import { AlertFigures } from './alert-figures.tsx';
import { CommentForm } from './comment-form.tsx';
import { GroupTags } from './group-tags.tsx';
import { isTest } from './is-test.ts';
import { lengthOf } from './length-of.ts';
import { NotificationList } from './notification-list.tsx';
import { SampleList } from './sample-list.tsx';
import { TestTag } from './test-tag.tsx';
import { Timeline } from './timeline.tsx';
import { type AlertWindows, useAlertWindows } from './use-alert-windows.ts';
import { wordLength } from './word-length.ts';

const words = strings.alerts;

/** How long it goes on, or how long it took. */
function Lasting({ alert }: { alert: Alert }) {
  const [zone] = useZone();
  const now = useNow();
  const { started_at, ended_at } = alert;
  const from = Date.parse(started_at);
  const length = lengthOf(alert);
  const clock = formatMinute(from, zone, now);
  return (
    <span className="text-[13px] text-ink-soft tabular-nums" title={formatFull(started_at, zone)}>
      {length === null || ended_at === null
        ? words.since(clock, formatPast(from, now))
        : words.lasted(wordLength(length), formatPast(ended_at, now))}
    </span>
  );
}

/** What happened, where, how bad it is and since when. */
function AlertHead({ alert, seen }: { alert: Alert; seen: AlertWindows }) {
  const { rule, severity, status, description, group, service } = alert;
  const isRule = useRuleOf(alert).rule !== undefined;
  const linkTo = useLinkTo();
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <SeverityTag severity={severity} />
        <span className="rounded-full border border-line px-2 text-xs font-medium text-ink-soft">
          {words.tabs[status]}
        </span>
        {isTest(alert) && <TestTag />}
        <Lasting alert={alert} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="min-w-0 break-words text-lg font-semibold">
          {isRule ? (
            <Link to={linkTo(rulePath(rule))} className="hover:underline">
              {rule}
            </Link>
          ) : (
            rule
          )}
        </h1>
        {(Object.keys(group).length > 0 || service !== null) && <GroupTags alert={alert} />}
      </div>
      {description && <p className="break-words text-ink-soft">{visibleText(description)}</p>}
      {!isTest(alert) && <AlertFigures alert={alert} seen={seen} />}
    </div>
  );
}

function AlertContent({ alert }: { alert: Alert }) {
  const seen = useAlertWindows(alert);
  return (
    <>
      <AlertHead alert={alert} seen={seen} />
      <AlertActions alert={alert} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          {!isTest(alert) && <AlertChart alert={alert} seen={seen} />}
          <Card title={words.samples}>
            <SampleList alert={alert} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={words.timeline}>
            <Timeline alert={alert} />
            <CommentForm id={alert.id} />
          </Card>
          <Card title={words.notifications}>
            <NotificationList alert={alert} />
          </Card>
          <AlertDetails alert={alert} />
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
