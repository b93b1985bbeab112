/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { type FakeSockets, fakeSockets } from '../../../../test/stand-ins/fake-sockets.ts';
import { useTail } from './use-tail.ts';

const ownFetch = globalThis.fetch;
let isUp: boolean;
let sockets: FakeSockets;
let client: QueryClient;
beforeEach(() => {
  isUp = true;
  globalThis.fetch = (async () => {
    if (!isUp) throw new TypeError('fetch failed');
    return { ok: true, status: 200, text: async () => JSON.stringify({ status: 'healthy', checks: {} }) };
  }) as unknown as typeof fetch;
  sockets = fakeSockets();
  client = new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } });
});
afterEach(() => {
  cleanup();
  client.clear();
  sockets.restore();
  globalThis.fetch = ownFetch;
});

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
);

test('a tail whose connection still stands is not live while the server does not answer', async () => {
  const { result } = renderHook(() => useTail('', false), { wrapper });
  act(() => sockets.newest().open());
  await waitFor(() => expect(result.current.status).toBe('live'));
  isUp = false;
  await act(() => client.refetchQueries({ queryKey: ['health'] }));
  await waitFor(() => expect(result.current.status).toBe('reconnecting'));
  isUp = true;
  await act(() => client.refetchQueries({ queryKey: ['health'] }));
  await waitFor(() => expect(result.current.status).toBe('live'));
});
