/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { QueryClient } from '@tanstack/react-query';
import { act, cleanup, screen } from '@testing-library/react';
import { type FakeFetch, fakeFetch, HEALTHY } from '../../../../test/stand-ins/fake-fetch.ts';
import { createClient, showAtOnce, showPage } from '../../../../test/stand-ins/show-page.tsx';
import { OutageBanner } from './outage-banner.tsx';

showAtOnce();

let server: FakeFetch;
let client: QueryClient;
beforeEach(() => {
  server = fakeFetch(() => HEALTHY);
  client = createClient();
  showPage(<OutageBanner />, { client });
});
afterEach(() => {
  cleanup();
  client.clear();
  server.restore();
  Reflect.deleteProperty(navigator, 'onLine');
});

const said = (): string => screen.getByRole('status').textContent ?? '';
const ask = (): Promise<void> => act(() => client.refetchQueries({ queryKey: ['health'] }));

test('it says from the second missing answer on since when there is none, and goes by itself', async () => {
  await ask();
  server.isUp = false;
  await ask();
  expect(said()).toBe('');
  await ask();
  expect(said()).toMatch(/^The server does not answer since \d\d:\d\d\. It is tried again by itself\.$/);
  const before = said();
  await ask();
  expect(said()).toBe(before);
  server.isUp = true;
  await ask();
  expect(said()).toBe('');
  server.isUp = false;
  await ask();
  expect(said()).toBe('');
});

test('it says from when the figures are where that is another minute', async () => {
  await ask();
  act(() => void client.setQueryData(['health'], HEALTHY.body, { updatedAt: Date.now() - 120_000 }));
  server.isUp = false;
  await ask();
  await ask();
  expect(said()).toMatch(
    /^The server does not answer since \d\d:\d\d\. What you see is from \d\d:\d\d\. It is tried again by itself\.$/,
  );
});

test('a browser without a network is told apart from a server that is down', async () => {
  act(() => void client.setQueryData(['health'], HEALTHY.body, { updatedAt: Date.now() - 120_000 }));
  server.isUp = false;
  await ask();
  await ask();
  Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  act(() => void dispatchEvent(new Event('offline')));
  expect(said()).toMatch(/^This device has had no network since \d\d:\d\d\. What you see is from/);
});
