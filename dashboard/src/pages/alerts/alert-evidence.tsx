import { Link } from 'react-router';
import type { Alert, NotificationEntry } from '../../../../core/alert.ts';
import { LEVELS } from '../../../../core/record.ts';
import { LevelTag } from '../../components/tags.tsx';
import { formatClock, formatFull } from '../../lib/format-time.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import { GroupTags, Outcome } from './alert-parts.tsx';
import { channelsOf, timesOf } from './alert-view.ts';

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

/** An attempt to tell somebody, with why it failed. */
function Attempt({ type, at, status, detail }: NotificationEntry) {
  const [zone] = useZone();
  return (
    <li>
      <span className="flex flex-wrap items-center gap-x-3">
        <Outcome status={status} />
        <span className="text-xs text-ink-soft">{words.kind[type]}</span>
        <time dateTime={at} title={formatFull(at, zone)} className="ms-auto text-xs text-ink-faint tabular-nums">
          {formatClock(at, zone).slice(0, 8)}
        </time>
      </span>
      {detail && <p className="break-words text-xs text-ink-soft">{detail}</p>}
    </li>
  );
}

/** Who was told, channel by channel. */
export function NotificationList({ alert: { notifications } }: { alert: Alert }) {
  if (notifications.length === 0) return <p className="text-[13px] text-ink-soft">{words.noNotifications}</p>;
  return (
    <dl className="flex flex-col gap-3 text-[13px]">
      {channelsOf(notifications).map(({ channel }) => (
        <div key={channel}>
          <dt className="mb-0.5 font-medium">{channel}</dt>
          <dd>
            <ul className="flex flex-col gap-1">
              {notifications
                .filter((each) => each.channel === channel)
                .map((each) => (
                  <Attempt key={`${each.type} ${each.at}`} {...each} />
                ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}
