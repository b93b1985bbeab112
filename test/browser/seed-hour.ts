import { createLogGenerator } from '../../bench/generate-logs.ts';
import { eventually } from '../stand-ins/eventually.ts';

const BATCH = 1_000;
const HOUR_MS = 3_600_000;

async function post(url: string, logs: readonly unknown[]): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/v1/logs`, { method: 'POST', headers, body: JSON.stringify(logs) });
  if (answer.status !== 202) throw new Error(`the gateway answered ${answer.status}: ${await answer.text()}`);
}

async function countLogs(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/logs/stats?from=now-2h`);
  return ((await answer.json()) as { total: number }).total;
}

/** What went wrong in that hour: somebody guesses passwords, a service runs out of memory, payments are declined. */
function incidents(now: number): Record<string, unknown>[] {
  const guesses = Array.from({ length: 60 }, (_, index) => ({
    timestamp: new Date(now - 60_000 + index * 500).toISOString(),
    service: 'auth',
    level: 'warn',
    message: `Failed password for root from 203.0.113.9 port ${40_000 + index} ssh2`,
    ip_address: '203.0.113.9',
  }));
  const declined = Array.from({ length: 200 }, (_, index) => ({
    timestamp: new Date(now - 120_000 + index * 200).toISOString(),
    service: 'payment',
    level: 'error',
    message: `payment ${index} declined: card issuer unavailable`,
    status_code: 502,
    endpoint: '/checkout',
    method: 'POST',
    response_time: 4_000 + index,
  }));
  const fatal = { service: 'billing', level: 'fatal', message: 'out of memory: killing worker 7' };
  return [...guesses, ...declined, { ...fatal, timestamp: new Date(now).toISOString() }];
}

/** Sends an hour of logs that ends now, with incidents in its last minutes; resolves when all of it is found. */
export async function seedHour(url: string, logs: number): Promise<void> {
  const now = Date.now();
  const generator = createLogGenerator(11, { startAt: now - HOUR_MS, logsPerSecond: logs / 3_600 });
  for (let sent = 0; sent < logs; sent += BATCH) {
    await post(
      url,
      Array.from({ length: Math.min(BATCH, logs - sent) }, () => generator.next()),
    );
  }
  const last = incidents(now);
  await post(url, last);
  await eventually(
    'all seeded logs',
    async () => ((await countLogs(url)) >= logs + last.length ? true : null),
    120_000,
  );
}
