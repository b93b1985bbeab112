/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { HealthCard } from './health-card.tsx';

afterEach(cleanup);

function show(status: number, checks: object): void {
  const text = JSON.stringify({ status: 'degraded', version: '1', uptime_s: 1, checks });
  globalThis.fetch = (async () => ({ ok: status === 200, status, text: async () => text })) as unknown as typeof fetch;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <HealthCard />
    </QueryClientProvider>,
  );
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
