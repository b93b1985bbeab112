/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { QueryClient } from '@tanstack/react-query';
import { act, cleanup, screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { type Answer, type FakeFetch, fakeFetch, HEALTHY } from '../../../../test/stand-ins/fake-fetch.ts';
import { type FakeSockets, fakeSockets } from '../../../../test/stand-ins/fake-sockets.ts';
import { createClient, showAtOnce, showPage } from '../../../../test/stand-ins/show-page.tsx';
import { Shell } from './shell.tsx';

showAtOnce();

let server: FakeFetch;
let sockets: FakeSockets;
let alerts: Answer;
let client: QueryClient;
beforeEach(() => {
  jest.useFakeTimers();
  server = fakeFetch(({ url }) => (url.pathname === '/health' ? HEALTHY : alerts));
  sockets = fakeSockets();
  client = createClient();
});
afterEach(() => {
  cleanup();
  client.clear();
  server.restore();
  sockets.restore();
  jest.restoreAllMocks();
  jest.useRealTimers();
});

const pass = (ms: number): Promise<void> => act(() => jest.advanceTimersByTimeAsync(ms));

async function show(): Promise<void> {
  showPage(
    <Routes>
      <Route element={<Shell />}>
        <Route path="*" element={<p>the page</p>} />
      </Route>
    </Routes>,
    { client },
  );
  await pass(0);
}

test.each([{}, null, undefined, { alerts: [] }])(
  'alerts that are %j leave the page, and the way to them',
  async (body) => {
    alerts = { status: 200, body };
    await show();
    expect(screen.getByText('the page')).toBeTruthy();
    expect(screen.getAllByRole('link', { name: /alerts/i }).length).toBeGreaterThan(1);
  },
);

test('a part of the frame that falls over is left out for a while, and takes nothing with it', async () => {
  // React writes down what a boundary catches
  jest.spyOn(console, 'error').mockImplementation(() => {});
  alerts = { status: 200, body: { alerts: null } };
  await show();
  expect(screen.getByText('the page')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Search and commands' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: /open alert/ })).toBeNull();
  client.setQueriesData({ queryKey: ['alerts'] }, { alerts: [{}] });
  await pass(5_000);
  expect(screen.getByRole('link', { name: '1 open alert' })).toBeTruthy();
});
