/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import type { LogRecord } from '../../../../core/record.ts';
import { type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { ContextTab } from './context-tab.tsx';

const log: LogRecord = {
  id: 'a',
  timestamp: '2026-11-26T13:00:00.000Z',
  level: 'info',
  service: 'shop',
  message: 'it begins',
  attributes: {},
} as never;

let server: FakeFetch;
beforeEach(() => {
  localStorage.clear();
  server = fakeFetch(() => ({ status: 200, body: { before: [], log, after: [] } }));
});
afterEach(() => {
  cleanup();
  server.restore();
});

test('the neighbours name their service only where it may be another', async () => {
  showPage(<ContextTab record={log} />);
  await screen.findByText('it begins');
  expect(screen.queryByText('shop')).toBeNull();
  fireEvent.change(screen.getByRole('combobox', { name: 'Neighbours' }), { target: { value: 'all' } });
  await screen.findByText('shop');
});
