import { expect } from '@jest/globals';
import { DASHBOARD_URL } from './browser.ts';

/** Sends `line <number> of <service>` to the house, so many from a number on. */
export async function sendLines(service: string, from: number, count: number, level = 'info'): Promise<void> {
  const logs = Array.from({ length: count }, (_, at) => ({
    service,
    level,
    message: `line ${from + at} of ${service}`,
  }));
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${DASHBOARD_URL}/api/v1/logs`, { method: 'POST', headers, body: JSON.stringify(logs) });
  expect(answer.status).toBe(202);
}
