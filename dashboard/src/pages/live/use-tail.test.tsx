/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { QueryClient } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { type FakeFetch, fakeFetch, HEALTHY } from '../../../../test/stand-ins/fake-fetch.ts';
import { type FakeSockets, fakeSockets } from '../../../../test/stand-ins/fake-sockets.ts';
import { createClient, pageAt } from '../../../../test/stand-ins/show-page.tsx';
import { useServerWatch } from '../../api/watch-server.ts';
import { useTail } from './use-tail.ts';

let server: FakeFetch;
let sockets: FakeSockets;
let client: QueryClient;
beforeEach(() => {
  server = fakeFetch(() => HEALTHY);
  sockets = fakeSockets();
  client = createClient();
});
afterEach(() => {
  cleanup();
  client.clear();
  sockets.restore();
  server.restore();
});

const askHealth = (): Promise<void> => act(() => client.refetchQueries({ queryKey: ['health'] }));
const logOf = (id: string, timestamp = new Date().toISOString()) => ({ id, level: 'info', message: id, timestamp });

test('a tail whose connection still stands is not live while the server does not answer', async () => {
  const { result } = renderHook(() => useTail('', false), { wrapper: pageAt({ client }) });
  act(() => sockets.newest().open());
  await waitFor(() => expect(result.current.status).toBe('live'));
  server.isUp = false;
  await askHealth();
  await waitFor(() => expect(result.current.status).toBe('away'));
  server.isUp = true;
  await askHealth();
  await waitFor(() => expect(result.current.status).toBe('live'));
});

test('what comes at once in several frames, as of several partitions, is shown by time', async () => {
  const { result } = renderHook(() => useTail('', false), { wrapper: pageAt({ client }) });
  const tell = (...logs: object[]): void => act(() => sockets.newest().tell({ type: 'logs', logs, cursor: '' }));
  const told = (): string[] => result.current.buffer.entries.map(({ id }) => id);
  act(() => sockets.newest().open());
  tell(logOf('b', '2026-11-26T10:00:00.791Z'), logOf('d', '2026-11-26T10:00:00.995Z'));
  tell(logOf('a', '2026-11-26T10:00:00.700Z'), logOf('c', '2026-11-26T10:00:00.800Z'));
  await waitFor(() => expect(told()).toEqual(['a', 'b', 'c', 'd']));
  tell(logOf('late', '2026-11-26T10:00:00.000Z'));
  await waitFor(() => expect(told()).toEqual(['a', 'b', 'c', 'd', 'late']));
});

test('a tail whose connection no break was heard of goes on after an outage where it was, and shows nothing twice', async () => {
  const { result } = renderHook(() => [useServerWatch(), useTail('', false)] as const, { wrapper: pageAt({ client }) });
  const tail = (): ReturnType<typeof useTail> => result.current[1];
  const told = (): string[] => tail().buffer.entries.map(({ id }) => id);
  const old = sockets.newest();
  act(() => old.open());
  act(() => old.tell({ type: 'logs', logs: [logOf('a'), logOf('b')], cursor: 'behind b' }));
  await waitFor(() => expect(told()).toEqual(['a', 'b']));
  server.isUp = false;
  await askHealth();
  await waitFor(() => expect(tail().status).toBe('away'));
  server.isUp = true;
  await askHealth();
  await waitFor(() => expect(sockets.dialled).toHaveLength(2));
  expect(sockets.newest().url).toContain('cursor=behind+b');
  expect(tail().status).toBe('reconnecting');
  act(() => sockets.newest().open());
  act(() => sockets.newest().tell({ type: 'logs', logs: [logOf('c')], cursor: 'behind c' }));
  act(() => old.tell({ type: 'logs', logs: [logOf('c')], cursor: 'behind c' }));
  await waitFor(() => expect(told()).toEqual(['a', 'b', 'c']));
  expect(tail().status).toBe('live');
});
