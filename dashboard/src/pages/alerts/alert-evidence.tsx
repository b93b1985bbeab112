import { Link } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { LEVELS } from '../../../../core/record.ts';
import { LevelTag } from '../../components/tags.tsx';
import { formatClock, formatFull } from '../../lib/format-time.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import { GroupTags, Outcome } from './alert-parts.tsx';
import { timesOf } from './alert-view.ts';

const words = strings.alerts;

/** Lines that were kept with the alert, each with the values of the fields that its rule groups by. */
export function SampleList({ alert }: { alert: Alert }) {
  const [zone] = useZone();
  const linkTo = useLinkTo();
  const around = absoluteRange(...timesOf(alert, useNow()).shown);
  if (alert.samples.length === 0) return <p className="text-[13px] text-ink-soft">{words.noSamples}</p>;
  return (
    <ul className="divide-y divide-line">
      {alert.samples.map(({ id, timestamp, level, service, message }) => {
        const known = LEVELS.find((one) => one === level);
        return (
          <li key={id} className="flex flex-col gap-1 py-2">
            <span className="flex flex-wrap items-center gap-x-3 text-xs text-ink-soft">
              <Link
                to={linkTo('/explorer', { q: alert.query, ...around, id })}
                title={`${formatFull(timestamp, zone)}: ${words.openSample}`}
                className="text-accent tabular-nums hover:underline"
              >
                <time dateTime={timestamp}>{formatClock(timestamp, zone)}</time>
              </Link>
              {known ? <LevelTag level={known} /> : level}
              {'service' in alert.group || <span>{service}</span>}
              {Object.keys(alert.group).length > 0 && <GroupTags alert={alert} />}
            </span>
            <span className="whitespace-pre-wrap break-words font-mono text-xs">{message}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Each attempt to tell somebody. */
export function NotificationList({ alert }: { alert: Alert }) {
  const [zone] = useZone();
  if (alert.notifications.length === 0) return <p className="text-[13px] text-ink-soft">{words.noNotifications}</p>;
  return (
    <ul className="flex flex-col gap-2 text-[13px]">
      {alert.notifications.map(({ channel, type, at, status, detail }) => (
        <li key={`${channel} ${type} ${at}`}>
          <span className="flex flex-wrap items-center justify-between gap-x-2">
            <span>
              <span className="font-medium">{channel}</span> <span className="text-ink-soft">({words.kind[type]})</span>
            </span>
            <Outcome status={status} />
            <time dateTime={at} title={formatFull(at, zone)} className="text-xs text-ink-faint tabular-nums">
              {formatClock(at, zone)}
            </time>
          </span>
          {detail && <p className="break-words text-xs text-ink-soft">{detail}</p>}
        </li>
      ))}
    </ul>
  );
}
