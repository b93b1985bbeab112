import { useHealth } from '../../api/health.ts';
import { useAway } from '../../api/outage.ts';
import { strings } from '../../strings/catalogue.ts';
import { HEALTH_LOOK } from '../health-look.ts';

const words = strings.shell.connection;

/** Whether the server answers and is well, by colour and word; where there is little room, only what is not well has a word to see. */
export function ConnectionDot() {
  const { data, isPending } = useHealth();
  const away = useAway();
  const state = away ? 'offline' : isPending || !data ? 'connecting' : data.status;
  const { dot, text } = away ? HEALTH_LOOK.unhealthy : data ? HEALTH_LOOK[data.status] : UNKNOWN;
  const isWell = state === 'healthy' || state === 'connecting';
  return (
    <span role="status" className="flex min-w-0 items-center gap-2 text-xs text-ink-soft" title={words[state]}>
      <span className={`size-2 shrink-0 rounded-full ${dot}`} aria-hidden />
      <span className={isWell ? 'whitespace-nowrap max-lg:sr-only' : `truncate font-medium ${text}`}>
        {words[state]}
      </span>
    </span>
  );
}

const UNKNOWN = { dot: 'bg-ink-faint', text: 'text-ink-soft' };
