/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { HealthCard } from './health-card.tsx';

let server: FakeFetch;
afterEach(() => {
  cleanup();
  server.restore();
});

function show(status: number, checks: object): void {
  server = fakeFetch(() => ({ status, body: { status: 'degraded', version: '1', uptime_s: 1, checks } }));
  showPage(<HealthCard />);
}

test('a part that is ill says why; one that is well, how fast it answers', async () => {
  show(503, {
    bus: { status: 'healthy', latency_ms: 3 },
    store: { status: 'degraded', latency_ms: 4, detail: 'the last write failed: disk full' },
    processor: { status: 'unhealthy', latency_ms: 0.2, detail: 'its thread is down' },
  });
  await screen.findByText('the last write failed: disk full');
  expect(screen.getByText('its thread is down')).toBeTruthy();
  expect(screen.getByText('answers in 3 ms')).toBeTruthy();
});
