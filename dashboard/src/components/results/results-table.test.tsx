/** @jest-environment jsdom */
import { TextEncoder } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { LogRecord } from '../../../../core/record.ts';
import type { ResultsTableProps } from './results-table.tsx';

// the router wants it as soon as it is loaded, and jsdom has none
globalThis.TextEncoder ??= TextEncoder;
const { createMemoryRouter, RouterProvider } = await import('react-router');
const { ResultsTable } = await import('./results-table.tsx');

const record = (index: number): LogRecord => ({
  id: `t-0-${index}`,
  timestamp: `2026-11-26T10:00:${String(index).padStart(2, '0')}.000Z`,
  received_at: '2026-11-26T10:00:00.000Z',
  processed_at: '2026-11-26T10:00:00.000Z',
  level: 'error',
  service: `service-${index}`,
  message: index === 1 ? '<img src=x onerror=alert(1)>' : `message ${index}`,
  category: 'General',
  category_confidence: 0.9,
  model_version: 'm',
  attributes: {},
});

const QUESTION = { q: '', from: 'now-1h', to: 'now' };
let logs: LogRecord[];
let calls: unknown[][];

beforeEach(() => {
  localStorage.clear();
  logs = Array.from({ length: 6 }, (_, index) => record(index));
  calls = [];
  const answer = () => ({ total: { value: logs.length, relation: 'eq' }, logs, next_cursor: null, took_ms: 1 });
  globalThis.fetch = (async () => ({ ok: true, status: 200, text: async () => JSON.stringify(answer()) })) as never;
  globalThis.matchMedia = (() => ({ matches: false, addEventListener() {}, removeEventListener() {} })) as never;
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as never;
  // jsdom lays nothing out: the rows are given room
  Object.defineProperties(HTMLElement.prototype, {
    offsetHeight: { configurable: true, get: () => 600 },
    offsetWidth: { configurable: true, get: () => 900 },
    scrollTo: { configurable: true, value() {} },
  });
});
afterEach(cleanup);

function show(given: Partial<ResultsTableProps> = {}): void {
  const note =
    (name: string) =>
    (...values: unknown[]): void =>
      void calls.push([name, ...values]);
  const element = (
    <ResultsTable
      question={QUESTION}
      order="desc"
      openId={null}
      onOpen={note('open')}
      onFilter={note('filter')}
      {...given}
    />
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createMemoryRouter([{ path: '/', element }]);
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

const rows = async (): Promise<HTMLElement[]> => {
  await screen.findByText('message 0');
  return screen.getAllByRole('row').filter((row) => row.dataset.index !== undefined);
};
const press = (key: string, extra = {}): boolean =>
  fireEvent.keyDown(document.activeElement ?? document, { key, ...extra });

test('the rows are a grid that says how many there are, and their text is only text', async () => {
  show();
  const [, second] = await rows();
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('7');
  expect(second?.getAttribute('aria-rowindex')).toBe('3');
  expect(second?.textContent).toContain('<img src=x onerror=alert(1)>');
  expect(document.querySelector('img')).toBeNull();
});

test('keys move the one cell with the focus, open its log and filter for its value', async () => {
  show();
  await rows();
  press('j');
  await waitFor(() => expect(document.activeElement?.closest('[data-index]')?.getAttribute('data-index')).toBe('1'));
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) press(key);
  press('Enter');
  press('f');
  press('F');
  expect(calls).toEqual([
    ['open', 't-0-1'],
    ['filter', 'service', 'service-1', false],
    ['filter', 'service', 'service-1', true],
  ]);
  expect(document.querySelectorAll('[role=gridcell][tabindex="0"]')).toHaveLength(1);
});

test('Escape closes the log that is open; without one it does nothing', async () => {
  show({ openId: 't-0-2' });
  await rows();
  press('Escape');
  expect(calls).toEqual([['open', null]]);
});

test('x selects a row, and a Shift press everything up to another', async () => {
  show();
  const shown = await rows();
  press('x');
  expect(screen.getByText('1 selected')).toBeTruthy();
  const box = within(shown[3] as HTMLElement).getByRole('checkbox');
  fireEvent.click(box, { shiftKey: true });
  await waitFor(() => expect(screen.getByText('4 selected')).toBeTruthy());
  expect(shown[2]?.getAttribute('aria-selected')).toBe('true');
});

test('the find bar counts rows and goes to the next', async () => {
  show();
  await rows();
  press('f', { ctrlKey: true });
  const input = screen.getByLabelText('Find in the loaded rows');
  fireEvent.change(input, { target: { value: 'MESSAGE' } });
  await waitFor(() => expect(screen.getByText('1 of 5 rows')).toBeTruthy());
  fireEvent.keyDown(input, { key: 'Enter' });
  await waitFor(() => expect(screen.getByText('2 of 5 rows')).toBeTruthy());
});

test('nothing found says what the page wants it to say', async () => {
  logs = [];
  show({ empty: <p>Widen the time</p> });
  expect(await screen.findByText('Widen the time')).toBeTruthy();
});
