import type { Alert } from '../../../../core/alert.ts';
import { formatFull, formatPast } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import { wordEntry } from './word-entry.ts';

const words = strings.alerts;

/** What happened to the alert, oldest first. */
export function Timeline({ alert }: { alert: Alert }) {
  const [zone] = useZone();
  const now = useNow();
  return (
    <ol className="relative flex flex-col gap-3 border-s border-line ps-4 text-[13px]">
      {alert.timeline.map(({ at, action, by, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
        <li key={index} className="relative">
          <span aria-hidden className="absolute -start-[21px] top-1.5 size-2 rounded-full bg-line-strong" />
          <span className="flex flex-wrap items-baseline justify-between gap-x-2">
            <span>
              <span className="font-medium">
                {action === 'assigned' ? words.assigned(text) : words.actions[action]}
              </span>{' '}
              {!text?.startsWith(`${by}: `) && (
                <span className="text-ink-soft">
                  {words.by} {by}
                </span>
              )}
            </span>
            <time dateTime={at} title={formatFull(at, zone)} className="text-xs text-ink-faint tabular-nums">
              {formatPast(at, now)}
            </time>
          </span>
          {text && action !== 'assigned' && (
            <p className="whitespace-pre-wrap break-words text-ink-soft">{wordEntry({ action, text })}</p>
          )}
        </li>
      ))}
    </ol>
  );
}
