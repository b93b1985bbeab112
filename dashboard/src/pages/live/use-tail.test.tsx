/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { QueryClient } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { type FakeFetch, fakeFetch, HEALTHY } from '../../../../test/stand-ins/fake-fetch.ts';
import { type FakeSockets, fakeSockets } from '../../../../test/stand-ins/fake-sockets.ts';
import { createClient, pageAt } from '../../../../test/stand-ins/show-page.tsx';
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

test('a tail whose connection still stands is not live while the server does not answer', async () => {
  const { result } = renderHook(() => useTail('', false), { wrapper: pageAt({ client }) });
  act(() => sockets.newest().open());
  await waitFor(() => expect(result.current.status).toBe('live'));
  server.isUp = false;
  await act(() => client.refetchQueries({ queryKey: ['health'] }));
  await waitFor(() => expect(result.current.status).toBe('reconnecting'));
  server.isUp = true;
  await act(() => client.refetchQueries({ queryKey: ['health'] }));
  await waitFor(() => expect(result.current.status).toBe('live'));
});
