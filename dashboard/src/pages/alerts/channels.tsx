import type { Alert } from '../../../../core/alert.ts';
import { channelsOf } from './channels-of.ts';
import { Outcome } from './outcome.tsx';

/** How the newest attempt on each channel ended, and why it failed. */
export function Channels({ alert }: { alert: Alert }) {
  return channelsOf(alert.notifications).map(({ channel, status, detail }) => (
    <span key={channel} className="flex max-w-44 flex-wrap items-center gap-x-1.5 text-xs" title={detail}>
      <span className="text-ink-soft">{channel}</span>
      <Outcome status={status} />
      {status !== 'delivered' && detail && <span className="w-full truncate text-ink-faint">{detail}</span>}
    </span>
  ));
}
