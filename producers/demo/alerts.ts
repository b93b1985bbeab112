import type { Clock } from '../../core/clock.ts';
import { formatTime } from '../../core/time.ts';

/** The parts of an alert that the demo tells of. */
export interface SeenAlert {
  id: string;
  rule: string;
  severity: string;
  status: string;
  service: string | null;
  value: number;
}

export interface AlertWaitOptions {
  /** Where Logsieve is. */
  url: string;
  /** The beginning of the rule's name. */
  rule: string;
  /** It is about one of them. */
  services: readonly string[];
  /** When what it tells of began, epoch ms: older alerts are somebody else's. */
  since: number;
  clock: Clock;
  timeoutMs: number;
  signal: AbortSignal;
}

const ASK_EVERY_MS = 1_000;
const ANSWER_TIMEOUT_MS = 5_000;

async function listAlerts(url: string, from: string): Promise<SeenAlert[]> {
  try {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const response = await fetch(`${url}/api/v1/alerts?from=${encodeURIComponent(from)}`, { signal });
    const { alerts } = (await response.json()) as { alerts?: SeenAlert[] };
    return alerts ?? [];
  } catch {
    return [];
  }
}

/** The first alert of the rule and the services that began since then; undefined when none came in time, or before the signal. */
export async function waitForAlert(options: AlertWaitOptions): Promise<SeenAlert | undefined> {
  const { url, rule, services, since, clock, timeoutMs, signal } = options;
  const begun = clock.now();
  const isWanted = (alert: SeenAlert): boolean => alert.rule.startsWith(rule) && services.includes(alert.service ?? '');
  while (!signal.aborted && clock.now() - begun < timeoutMs) {
    const found = (await listAlerts(url, formatTime(since))).find(isWanted);
    if (found) return found;
    await clock.sleep(ASK_EVERY_MS, signal);
  }
  return undefined;
}
