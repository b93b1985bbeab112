import { CircleCheck, CircleHelp, CircleX, RotateCw } from 'lucide-react';
import type { Alert, NotificationEntry } from '../../../../core/alert.ts';
import { groupOf } from '../../lib/alert-group.ts';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatDuration } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { barOf, channelsOf, isTest } from './alert-view.ts';

const words = strings.alerts;

/** Less is not worth a number. */
const SHORTEST_MS = 1_000;

/** `5 min`. */
export function wordLength(ms: number): string {
  return ms < SHORTEST_MS ? words.shortest : formatDuration(ms);
}

/** Marks an alert that only tries the channels. */
export function TestTag() {
  return (
    <span className="self-start rounded-full border border-line px-2 text-xs font-medium text-ink-soft">
      {words.test}
    </span>
  );
}

/** The value when the alert fired in figures, and as a bar on which the threshold is marked; a test has none. */
export function ValueBar({ alert }: { alert: Alert }) {
  const { value, threshold, unit } = alert;
  if (isTest(alert)) return <TestTag />;
  const bar = barOf(value, threshold);
  return (
    <span className="block w-36 max-w-full">
      <span className="flex justify-between gap-2 text-xs tabular-nums">
        <span className="font-semibold">{formatAlertValue(value, unit)}</span>
        <span className="text-ink-faint">{formatAlertValue(threshold, unit)}</span>
      </span>
      <span aria-hidden className="relative mt-1 block h-1.5 rounded-full bg-sunken">
        <span className="absolute inset-y-0 start-0 rounded-full bg-accent" style={{ width: `${bar.value}%` }} />
        <span className="absolute -inset-y-0.5 w-0.5 bg-bad" style={{ insetInlineStart: `${bar.threshold}%` }} />
      </span>
      <span className="mt-1 flex justify-between gap-2 text-[11px] text-ink-faint">
        <span>{words.figures.fired}</span>
        <span>{words.figures.threshold}</span>
      </span>
    </span>
  );
}

export function GroupTags({ alert }: { alert: Alert }) {
  return (
    <span className="flex flex-wrap gap-1">
      {groupOf(alert).map(([field, value]) => (
        <span
          key={field}
          className="line-clamp-2 max-w-full break-words rounded bg-sunken px-1.5 text-xs"
          title={`${field}: ${value}`}
        >
          <span className="text-ink-faint">{field}</span> <span className="text-ink">{value}</span>
        </span>
      ))}
    </span>
  );
}

const OUTCOMES: Readonly<Record<NotificationEntry['status'], { look: string; Icon: typeof CircleX }>> = {
  delivered: { look: 'text-good', Icon: CircleCheck },
  refused: { look: 'text-bad', Icon: CircleX },
  retrying: { look: 'text-caution', Icon: RotateCw },
  unknown: { look: 'text-caution', Icon: CircleHelp },
};

/** How an attempt to tell somebody ended, by icon, word and colour. */
export function Outcome({ status }: { status: NotificationEntry['status'] }) {
  const { look, Icon } = OUTCOMES[status];
  return (
    <span className={`inline-flex items-center gap-1 text-xs ${look}`}>
      <Icon size={13} aria-hidden />
      {words.outcome[status]}
    </span>
  );
}

export function Channels({ alert }: { alert: Alert }) {
  return channelsOf(alert.notifications).map(({ channel, status, detail }) => (
    <span key={channel} className="flex max-w-44 flex-wrap items-center gap-x-1.5 text-xs" title={detail}>
      <span className="text-ink-soft">{channel}</span>
      <Outcome status={status} />
      {status !== 'delivered' && detail && <span className="w-full truncate text-ink-faint">{detail}</span>}
    </span>
  ));
}
