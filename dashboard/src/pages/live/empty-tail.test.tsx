/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { EmptyTail } from './empty-tail.tsx';
import { TailStatus } from './tail-status.tsx';

let server: FakeFetch;
let logs: { timestamp: string }[];
beforeEach(() => {
  logs = [{ timestamp: '2026-11-26T10:00:00.000Z' }];
  server = fakeFetch(() => ({ status: 200, body: { logs } }));
});
afterEach(() => {
  cleanup();
  server.restore();
});

const explorer = '/explorer?q=service%3Ashop';

function showEmpty(wanted: { isHeld?: boolean; isRefused?: boolean; isFiltered?: boolean }): void {
  const props = { isHeld: false, isRefused: false, isAllHidden: false, isFiltered: false, explorer, ...wanted };
  showPage(<EmptyTail {...props} />);
}

test('an empty tail waits, and leads to what was logged before', () => {
  showEmpty({ isFiltered: true });
  expect(screen.getByText('Waiting for logs …')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Earlier logs that match' }).getAttribute('href')).toBe(explorer);
});

test('one that is held does not say that it waits', () => {
  showEmpty({ isHeld: true });
  expect(screen.queryByText('Waiting for logs …')).toBeNull();
  expect(screen.getByText('Paused with no lines')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Earlier logs' })).toBeTruthy();
});

test('where there is no log at all it leads to how one is sent', async () => {
  logs = [];
  showEmpty({});
  expect((await screen.findByRole('link', { name: 'How to send the first log' })).getAttribute('href')).toBe('/');
  expect(screen.queryByRole('link', { name: 'Earlier logs' })).toBeNull();
});

test('one whose query has a mistake does not wait', () => {
  showEmpty({ isRefused: true, isFiltered: true });
  expect(screen.getByText('Stopped: the query has a mistake')).toBeTruthy();
  expect(screen.queryByText('Waiting for logs …')).toBeNull();
  expect(screen.queryByRole('link')).toBeNull();
});

test.each([
  { status: 'live', isHeld: false, said: 'Following' },
  { status: 'reconnecting', isHeld: false, said: 'Not connected' },
  { status: 'away', isHeld: false, said: 'Not connected' },
  { status: 'reconnecting', isHeld: true, said: 'Paused' },
  { status: 'refused', isHeld: false, said: 'Stopped: the query has a mistake' },
  { status: 'refused', isHeld: true, said: 'Stopped: the query has a mistake' },
] as const)('while $status, held: $isHeld, the foot says $said', ({ status, isHeld, said }) => {
  const props = { shown: 0, hidden: 0, dropped: 0, explorer, status, isHeld };
  render(<TailStatus {...props} />, { wrapper: MemoryRouter });
  const all = ['Following', 'Not connected', 'Paused', 'Stopped: the query has a mistake'];
  expect(all.filter((text) => screen.queryByText(text) !== null)).toEqual([said]);
});
