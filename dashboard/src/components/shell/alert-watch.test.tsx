/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { alertOf } from '../../../../test/stand-ins/alert-server.ts';
import { AlertToasts } from './alert-watch.tsx';

/** The browser's end of the connection on which the server tells of alerts. */
class Connection {
  static newest: Connection;
  onmessage: (event: { data: string }) => void = () => {};
  constructor() {
    Connection.newest = this;
  }
  close(): void {}
}

const ownWebSocket = globalThis.WebSocket;
beforeEach(() => {
  globalThis.WebSocket = Connection as unknown as typeof WebSocket;
});
afterEach(() => {
  cleanup();
  globalThis.WebSocket = ownWebSocket;
});

function tell(wanted: Partial<Alert>): void {
  const timeline = [{ at: new Date(Date.now() + 1_000).toISOString(), action: 'opened', by: 'logsieve' }] as const;
  const alert = alertOf('a', { timeline, ...wanted });
  act(() => Connection.newest.onmessage({ data: JSON.stringify({ type: 'alert', alert }) }));
}

test.each<{ what: string; group: Record<string, string>; said: string }>([
  { what: 'its group', group: { ip_address: '203.0.113.9' }, said: '203.0.113.9 · Too many errors' },
  { what: 'its service where it has no group', group: {}, said: 'shop · Too many errors' },
])('a new alert is told with $what', ({ group, said }) => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <AlertToasts />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  tell({ group });
  expect(screen.getByText(said)).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe('/alerts/a');
});
