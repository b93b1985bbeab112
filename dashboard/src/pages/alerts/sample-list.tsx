import { Link } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { LEVELS } from '../../../../core/record.ts';
import { LogText } from '../../components/log-text.tsx';
import { LevelTag } from '../../components/tags.tsx';
import { formatClock, formatFull } from '../../lib/format-time.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import { GroupTags } from './group-tags.tsx';
import { timesOf } from './times-of.ts';

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
              {'service' in alert.group || (
                <span>
                  <LogText text={service} />
                </span>
              )}
              {Object.keys(alert.group).length > 0 && <GroupTags alert={alert} />}
            </span>
            <span className="whitespace-pre-wrap break-words font-mono text-xs">
              <LogText text={message} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
