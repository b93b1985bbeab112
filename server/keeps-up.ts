import type { HealthCheck } from '../api/options.ts';
import type { LogBus } from '../core/log-bus.ts';

/** Older work than this waiting means that a part does not keep up, ms. */
const BEHIND_MS = 60_000;

/** A part that reads the bus, as its process sees it. */
export interface Reader {
  isUp(): boolean;
  /** Why it takes nothing although it is up. */
  stopReason(): string | null;
}

/** Health of a part by what waits for its group. What is known without the bus is said also while the bus does not answer. */
export function keepsUp(bus: LogBus, group: string, { isUp, stopReason }: Reader): HealthCheck {
  return async () => {
    if (!isUp()) return { status: 'unhealthy', detail: 'its thread is down' };
    const reason = stopReason();
    if (reason !== null) return { status: 'degraded', detail: reason };
    const groups = (await bus.lag({ groups: [group] })).flatMap((lag) => lag.groups);
    const lag = groups.reduce((sum, each) => sum + each.lag, 0);
    const oldestAgeMs = Math.max(0, ...groups.map((each) => each.oldestAgeMs ?? 0));
    return { status: oldestAgeMs > BEHIND_MS ? 'degraded' : 'healthy', lag, oldest_age_ms: oldestAgeMs };
  };
}
