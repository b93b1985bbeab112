import { useHealth } from '../../api/health.ts';
import { useAway } from '../../api/outage.ts';
import { strings } from '../../strings/catalogue.ts';
import { HEALTH_LOOK } from '../health-look.ts';

const words = strings.shell.connection;

/** Whether the server answers, by colour, shape and word. */
export function ConnectionDot() {
  const { data, isPending } = useHealth();
  const away = useAway();
  const text = away ? words.offline : isPending ? words.reconnecting : `${words.live}: ${data?.status}`;
  const look = away ? 'bg-bad' : data ? HEALTH_LOOK[data.status].dot : 'bg-ink-faint';
  return (
    <span role="status" className="flex items-center gap-2 text-xs text-ink-soft" title={text}>
      <span className={`size-2 rounded-full ${look}`} aria-hidden />
      <span className={away ? 'max-w-60 truncate text-bad' : 'sr-only'}>{text}</span>
    </span>
  );
}
