/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { EmptyTail } from './empty-tail.tsx';
import { TailStatus } from './tail-status.tsx';

afterEach(cleanup);

const explorer = '/explorer?q=service%3Ashop';

function showEmpty(wanted: { isHeld?: boolean; isFiltered?: boolean }): void {
  const props = { isHeld: false, isAllHidden: false, isFiltered: false, explorer, ...wanted };
  render(<EmptyTail {...props} />, { wrapper: MemoryRouter });
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

test.each([
  { status: 'live', isHeld: false, said: 'Following' },
  { status: 'reconnecting', isHeld: false, said: 'Not connected' },
  { status: 'away', isHeld: false, said: 'Not connected' },
  { status: 'reconnecting', isHeld: true, said: 'Paused' },
] as const)('while $status, held: $isHeld, the foot says $said', ({ status, isHeld, said }) => {
  const props = { shown: 0, hidden: 0, dropped: 0, explorer, status, isHeld };
  render(<TailStatus {...props} />, { wrapper: MemoryRouter });
  const states = ['Following', 'Not connected', 'Paused'].filter((text) => screen.queryByText(text) !== null);
  expect(states).toEqual([said]);
});
