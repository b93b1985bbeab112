import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { Card } from '../../components/kit/card.tsx';
import { LogText } from '../../components/log-text.tsx';
import { formatFull } from '../../lib/format-time.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import { isTest } from './is-test.ts';
import { timesOf } from './times-of.ts';

const words = strings.alerts.details;

/** What its rule looks for, narrowed to the group, with the way to what was found at that time. */
function QueryLink({ alert }: { alert: Alert }) {
  const linkTo = useLinkTo();
  const range = absoluteRange(...timesOf(alert, useNow()).shown);
  return (
    <Link
      to={linkTo('/explorer', { q: alert.query, ...range })}
      className="line-clamp-6 font-mono text-accent hover:underline"
    >
      {alert.query === '' ? strings.rules.every : <LogText text={alert.query} />}
    </Link>
  );
}

function Detail({ name, children }: { name: Exclude<keyof typeof words, 'title'>; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-soft">{words[name]}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

/** What one seldom needs to know of an alert. */
export function AlertDetails({ alert }: { alert: Alert }) {
  const [zone] = useZone();
  const { id, condition, category, started_at, ended_at } = alert;
  return (
    <Card title={words.title}>
      <dl className="flex flex-col gap-2 text-xs tabular-nums">
        <Detail name="rule">
          <span className="font-mono">{condition}</span>
        </Detail>
        {!isTest(alert) && (
          <Detail name="query">
            <QueryLink alert={alert} />
          </Detail>
        )}
        <Detail name="started">{formatFull(started_at, zone)}</Detail>
        {ended_at && <Detail name="ended">{formatFull(ended_at, zone)}</Detail>}
        {category && <Detail name="category">{category}</Detail>}
        <Detail name="id">
          <span className="font-mono">{id}</span>
        </Detail>
      </dl>
    </Card>
  );
}
