import type { Alert, NotificationEntry } from '../../../../core/alert.ts';
import { formatClock, formatFull } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { channelsOf } from './channels-of.ts';
import { Outcome } from './outcome.tsx';

const words = strings.alerts;

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
