/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { type GivenSize, giveSize } from '../../../../test/stand-ins/give-size.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { TrendCard } from './trend-card.tsx';

const FROM = Date.parse('2026-11-26T13:00:00.000Z');
/** As the API answers where there are more services than it names: the rest is often more than any of them. */
const COUNTS = { s1: 60, s2: 50, s3: 40, s4: 30, s5: 20, s6: 10, other: 70 };

let size: GivenSize;
let server: FakeFetch;
let buckets: { time: string; total: number; counts: Readonly<Record<string, number>> }[];
beforeEach(() => {
  size = giveSize(348, 224);
  buckets = [{ time: new Date(FROM).toISOString(), total: 280, counts: COUNTS }];
  server = fakeFetch(() => ({ status: 200, body: { interval: '1m', by: 'service', buckets } }));
});
afterEach(() => {
  cleanup();
  size.restore();
  server.restore();
});

const NAMES = ['s1', 's2', 's3', 's4', 's5', 'other'];

test('services beyond those with a colour are one series, which leads to no service of that name', async () => {
  const { container } = showPage(
    <TrendCard question={{ q: '', from: 'now-1m', to: 'now' }} range={{ from: FROM, to: FROM + 59_999 }} />,
    { address: '/?by=service&tz=UTC' },
  );
  const legend = within(await screen.findByRole('list'));
  expect(legend.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(NAMES);
  expect(legend.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(NAMES.slice(0, 5));
  const queryOf = (link: Element): string | null =>
    new URLSearchParams(link.getAttribute('href')?.split('?')[1]).get('q');
  const [first, ...others] = [...container.querySelectorAll('a:has(rect)')].map(queryOf);
  expect([first, others.at(-1)]).toEqual(['service:s1', null]);
  fireEvent.click(screen.getByRole('button', { name: 'Show as table' }));
  const headings = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
  expect(headings).toEqual(['Time', 'Total', ...NAMES]);
});

test('as a table it begins with the newest', async () => {
  buckets = [FROM, FROM + 60_000].map((time, at) => ({
    time: new Date(time).toISOString(),
    total: at + 1,
    counts: {},
  }));
  showPage(<TrendCard question={{ q: '', from: 'now-2m', to: 'now' }} range={{ from: FROM, to: FROM + 119_999 }} />, {
    address: '/?by=service&tz=UTC',
  });
  await screen.findByRole('region', { name: 'Logs over time' });
  fireEvent.click(screen.getByRole('button', { name: 'Show as table' }));
  const cells = await screen.findAllByRole('cell', { name: /^\d\d:/ });
  expect(cells.map(({ textContent }) => textContent)).toEqual(['13:01', '13:00']);
  const link = screen.getAllByRole('link', { name: '2' })[0]?.getAttribute('href');
  expect(new URLSearchParams(link?.split('?')[1]).get('from')).toBe('2026-11-26T13:01:00.000Z');
});
