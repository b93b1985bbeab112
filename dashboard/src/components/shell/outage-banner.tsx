import { CloudOff, WifiOff } from 'lucide-react';
import { useOutage } from '../../api/outage.ts';
import { formatTick, type ZoneChoice } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { useOnline } from '../../lib/use-online.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.shell.outage;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The minute, with the day where that is another. */
function minuteOf(time: number, zone: ZoneChoice): string {
  return formatTick(time, zone, Date.now() - time > DAY_MS ? 2 * DAY_MS : HOUR_MS);
}

/** Says on every page that the server does not answer, and goes away once it does. The words change only with what is true, as they are read out. */
export function OutageBanner() {
  const outage = useOutage();
  const isOnline = useOnline();
  const [zone] = useZone();
  const Icon = isOnline ? CloudOff : WifiOff;
  const text = outage && [
    (isOnline ? words.server : words.browser)(minuteOf(outage.since, zone)),
    outage.heardAt !== null && words.seen(minuteOf(outage.heardAt, zone)),
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
