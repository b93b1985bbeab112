import type { Clock } from '../../core/clock.ts';

const PROBE_TIMEOUT_MS = 2_000;
const POLL_MS = 500;

/** Whether a Logsieve answers at the URL now. */
export async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

export interface LogsieveWait {
  url: string;
  clock: Clock;
  timeoutMs: number;
  signal: AbortSignal;
}

/** Waits for one that is just starting; resolves with whether it answered in time. */
export async function waitForLogsieve({ url, clock, timeoutMs, signal }: LogsieveWait): Promise<boolean> {
  const until = clock.now() + timeoutMs;
  while (!signal.aborted) {
    if (await answers(url)) return true;
    if (clock.now() >= until) return false;
    await clock.sleep(POLL_MS, signal);
  }
  return false;
}
