import { CloudOff, WifiOff } from 'lucide-react';
import { type Outage, useOutage } from '../../api/outage.ts';
import { formatMinute, type ZoneChoice } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { useOnline } from '../../lib/use-online.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.shell.outage;

function sayOutage({ since, heardAt }: Outage, isOnline: boolean, zone: ZoneChoice): string {
  const now = Date.now();
  const gone = formatMinute(since, zone, now);
  const heard = heardAt === null ? null : formatMinute(heardAt, zone, now);
  const said = [(isOnline ? words.server : words.browser)(gone)];
  // the usual outage begins in the minute of the last answer
  if (heard !== null && heard !== gone) said.push(words.seen(heard));
  return [...said, words.again].join(' ');
}

/** Says on every page that the server does not answer, and goes away once it does. The words change only with what is true, as they are read out. */
export function OutageBanner() {
  const outage = useOutage();
  const isOnline = useOnline();
  const [zone] = useZone();
  const Icon = isOnline ? CloudOff : WifiOff;
  const text = outage && sayOutage(outage, isOnline, zone);
  return (
    <div role="status">
      {text && (
        <p className="flex items-start gap-2 border-b border-line bg-sunken px-4 py-2 text-[13px]">
          <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-caution" />
          {text}
        </p>
      )}
    </div>
  );
}
