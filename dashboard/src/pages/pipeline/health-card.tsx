import { useHealth } from '../../api/health.ts';
import { HEALTH_LOOK } from '../../components/health-look.ts';
import { Card } from '../../components/kit/card.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { formatCount, formatDuration } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.pipeline;

function detailOf({ lag, latency_ms: latency, detail }: Record<string, unknown>): string {
  if (typeof detail === 'string') return detail;
  if (typeof lag === 'number' && lag > 0) return words.waiting(formatCount(lag));
  return typeof latency === 'number' ? words.latency(formatDuration(latency)) : '';
}

/** How each part is, by icon and word. */
export function HealthCard() {
  const { data, error, refetch } = useHealth();
  return (
    <Card title={words.health}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-24" />}
      <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2 2xl:grid-cols-3">
        {Object.entries(data?.checks ?? {}).map(([name, check]) => {
          const { Icon, text } = HEALTH_LOOK[check.status];
          return (
            <li key={name} className="flex items-start gap-2">
              <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${text}`} />
              <span className="min-w-0">
                <span className="block truncate font-medium">{words.parts[name] ?? name}</span>
                <span className={`text-[13px] ${text}`}>{check.status}</span>
                <span className="ms-2 text-xs text-ink-faint">{detailOf(check)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
