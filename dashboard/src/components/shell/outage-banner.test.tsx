/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { OutageBanner } from './outage-banner.tsx';

// so that what was asked is shown when it has been answered
notifyManager.setScheduler((notify) => act(notify));

const ownFetch = globalThis.fetch;
let isUp: boolean;
let client: QueryClient;
beforeEach(() => {
  isUp = true;
  const text = JSON.stringify({ status: 'healthy', checks: {} });
  globalThis.fetch = (async () => {
    if (!isUp) throw new TypeError('fetch failed');
    return { ok: true, status: 200, text: async () => text };
  }) as unknown as typeof fetch;
  client = new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <OutageBanner />
      </MemoryRouter>
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  client.clear();
  globalThis.fetch = ownFetch;
  Reflect.deleteProperty(navigator, 'onLine');
});

const said = (): string => screen.getByRole('status').textContent ?? '';
const ask = (): Promise<void> => act(() => client.refetchQueries({ queryKey: ['health'] }));

test('it says from the second missing answer on since when there is none, and goes by itself', async () => {
  await ask();
  isUp = false;
  await ask();
  expect(said()).toBe('');
  await ask();
  expect(said()).toMatch(
    /^The server does not answer since \d\d:\d\d\. What you see is from \d\d:\d\d\. It is tried again by itself\.$/,
  );
  const before = said();
  await ask();
  expect(said()).toBe(before);
  isUp = true;
  await ask();
  expect(said()).toBe('');
  isUp = false;
  await ask();
  expect(said()).toBe('');
});

test('a browser without a network is told apart from a server that is down', async () => {
  isUp = false;
  await ask();
  await ask();
  Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  act(() => void dispatchEvent(new Event('offline')));
  expect(said()).toMatch(/^This device has had no network since \d\d:\d\d\. What you see is from/);
});
