/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { focusManager, type QueryClient, QueryObserver } from '@tanstack/react-query';
import { act, cleanup, screen } from '@testing-library/react';
import { type FakeFetch, fakeFetch, HEALTHY } from '../../../test/stand-ins/fake-fetch.ts';
import { type FakeSockets, fakeSockets } from '../../../test/stand-ins/fake-sockets.ts';
import { createClient, showAtOnce, showPage } from '../../../test/stand-ins/show-page.tsx';
import { OutageBanner } from '../components/shell/outage-banner.tsx';
import { type LiveSocket, openLiveSocket } from '../lib/live-socket.ts';
import { useServerWatch } from './watch-server.ts';

showAtOnce();

let server: FakeFetch;
let sockets: FakeSockets;
let socket: LiveSocket;
let client: QueryClient;
beforeEach(() => {
  jest.useFakeTimers();
  server = fakeFetch(() => HEALTHY);
  sockets = fakeSockets();
  client = createClient();
  socket = openLiveSocket({ path: () => '/ws/alerts', onMessage() {} });
});
afterEach(() => {
  cleanup();
  client.clear();
  socket.close();
  sockets.restore();
  server.restore();
  focusManager.setFocused(undefined);
  jest.useRealTimers();
});

function Frame() {
  useServerWatch();
  return <OutageBanner />;
}

async function show(): Promise<void> {
  showPage(<Frame />, { client });
  await pass(0);
}

const pass = (ms: number): Promise<void> => act(() => jest.advanceTimersByTimeAsync(ms));
const ask = (): Promise<void> => act(() => client.refetchQueries({ queryKey: ['health'] }));
const said = (): string => screen.getByRole('status').textContent ?? '';

test('a connection that breaks tells of a dead server within about a second', async () => {
  await show();
  sockets.newest().open();
  await pass(0);
  server.isUp = false;
  act(() => sockets.newest().break());
  await pass(1_100);
  expect(said()).toContain('The server does not answer');
});

test('a server that died before it answered at all is told too', async () => {
  server.isUp = false;
  await show();
  await pass(2_100);
  expect(said()).toMatch(/^The server does not answer since \d\d:\d\d\. It is tried again/);
});

test('a server that is back is noticed within a second or, after long, three; connections come back with it', async () => {
  await show();
  server.isUp = false;
  act(() => sockets.newest().break());
  for (const [outageMs, mostMs] of [
    [20_000, 1_100],
    [120_000, 3_100],
  ] as const) {
    for (let passed = 0; passed < outageMs; passed += 1_000) {
      await pass(1_000);
      act(() => sockets.newest().break());
    }
    const before = sockets.dialled.length;
    server.asked = [];
    await pass(0);
    server.isUp = true;
    await pass(mostMs);
    expect(said()).toBe('');
    expect(sockets.dialled.length).toBeGreaterThan(before);
    server.isUp = false;
    act(() => sockets.newest().break());
  }
});

test('a connection that is back is a sign too', async () => {
  await show();
  server.isUp = false;
  act(() => sockets.newest().break());
  await pass(120_000);
  server.isUp = true;
  act(() => sockets.newest().open());
  await pass(0);
  expect(said()).toBe('');
});

test('a connection that no break was heard of is made anew after an outage: its host may have vanished', async () => {
  await show();
  const [old] = sockets.dialled;
  old?.open();
  await pass(0);
  server.isUp = false;
  await pass(15_000);
  expect(sockets.dialled).toHaveLength(1);
  server.isUp = true;
  await pass(1_100);
  expect(sockets.dialled).toHaveLength(2);
  await pass(60_000);
  expect(sockets.dialled).toHaveLength(2);
});

test('a connection that came back within an outage is not made anew once more', async () => {
  await show();
  sockets.newest().open();
  await pass(0);
  server.isUp = false;
  act(() => sockets.newest().break());
  await pass(120_000);
  server.isUp = true;
  act(() => sockets.newest().open());
  const { length } = sockets.dialled;
  await pass(10_000);
  expect(sockets.dialled).toHaveLength(length);
});

test('while the server answers, a connection that it refuses keeps its pauses', async () => {
  await show();
  for (let passed = 0; passed < 60; passed++) {
    act(() => sockets.newest().break());
    await pass(1_000);
  }
  expect(sockets.dialled.length).toBeLessThan(12);
  expect(server.asked.length).toBeLessThan(80);
});

test.each(['online', 'offline'])('a network that is %s has the server asked at once', async (event) => {
  await show();
  server.asked = [];
  act(() => void dispatchEvent(new Event(event)));
  await pass(0);
  expect(server.asked).toHaveLength(1);
});

test('who comes back to the page has the server asked at once', async () => {
  await show();
  act(() => focusManager.setFocused(false));
  server.asked = [];
  act(() => focusManager.setFocused(true));
  await pass(0);
  expect(server.asked).toHaveLength(1);
});

/** From now on: one answer that does not come, then one that does. */
async function stumble(): Promise<void> {
  server.isUp = false;
  await ask();
  server.isUp = true;
  await ask();
}

test('when the server is back, what is shown is asked anew; that the page is left asks nothing', async () => {
  await show();
  client.setQueryData(['stats'], {});
  await stumble();
  expect(client.getQueryState(['stats'])?.isInvalidated).toBe(true);
  server.isUp = false;
  await ask();
  client.setQueryData(['stats'], {});
  cleanup();
  await pass(0);
  expect(client.getQueryState(['stats'])?.isInvalidated).toBe(false);
});

test('when the server is back, what waits long for its next try does not wait on', async () => {
  await show();
  server.isUp = false;
  await ask();
  const queryFn = async (): Promise<string> => {
    if (!server.isUp) throw new Error('no answer');
    return 'an answer';
  };
  const question = new QueryObserver(client, { queryKey: ['page'], queryFn, retry: true, retryDelay: 3_600_000 });
  const stop = question.subscribe(() => {});
  await pass(0);
  expect(question.getCurrentResult().failureCount).toBe(1);
  server.isUp = true;
  await ask();
  await pass(0);
  expect(question.getCurrentResult().data).toBe('an answer');
  stop();
});
