import type { Alert } from '../../../../core/alert.ts';
import { LEVELS } from '../../../../core/record.ts';
import { LevelTag } from '../../components/tags.tsx';
import { formatClock, formatFull } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { Outcome } from './alert-parts.tsx';

const words = strings.alerts;

/** Lines that were kept with the alert. */
export function SampleList({ alert }: { alert: Alert }) {
  const [zone] = useZone();
  if (alert.samples.length === 0) return <p className="text-[13px] text-ink-soft">{words.noSamples}</p>;
  return (
    <ul className="divide-y divide-line">
      {alert.samples.map(({ id, timestamp, level, service, message }) => {
        const known = LEVELS.find((one) => one === level);
        return (
          <li key={id} className="flex flex-col gap-1 py-2">
            <span className="flex flex-wrap items-center gap-x-3 text-xs text-ink-soft">
              <time dateTime={timestamp} title={formatFull(timestamp, zone)} className="tabular-nums">
                {formatClock(timestamp, zone)}
              </time>
              {known ? <LevelTag level={known} /> : level}
              <span>{service}</span>
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
