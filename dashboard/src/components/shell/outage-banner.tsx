import { CloudOff, WifiOff } from 'lucide-react';
import { useOutage } from '../../api/outage.ts';
import { formatMinute } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { useOnline } from '../../lib/use-online.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.shell.outage;

/** Says on every page that the server does not answer, and goes away once it does. The words change only with what is true, as they are read out. */
export function OutageBanner() {
  const outage = useOutage();
  const isOnline = useOnline();
  const [zone] = useZone();
  const Icon = isOnline ? CloudOff : WifiOff;
  const text = outage && [
    (isOnline ? words.server : words.browser)(formatMinute(outage.since, zone, Date.now())),
    outage.heardAt !== null && words.seen(formatMinute(outage.heardAt, zone, Date.now())),
    words.again,
  ];
  return (
    <div role="status">
      {text && (
        <p className="flex items-start gap-2 border-b border-line bg-sunken px-4 py-2 text-[13px]">
          <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-caution" />
          {text.filter(Boolean).join(' ')}
        </p>
      )}
    </div>
  );
}
