/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { alertOf } from '../../../../test/stand-ins/alert-server.ts';
import { type Answer, type Asked, type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { type GivenSize, giveSize } from '../../../../test/stand-ins/give-size.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import OverviewPage from './overview-page.tsx';

const TIMES = { min: null, avg: null, max: null, p50: null, p95: null, p99: null };
const COUNTS = { by_category: {}, by_level: {}, by_service: { '\u202eevil': 40 }, by_status_code: {}, by_method: {} };
const LISTS = { top_endpoints: [], top_ips: [], top_user_agents: [] };
const STATS = { total: 40, error_rate: 0, response_time: TIMES, ...COUNTS, ...LISTS };
const QUEUE = { topics: [], consumers: [], dead_letters: 0, ledger: { unaccounted: 0 } };
const FAULT = { code: 'query_syntax', message: "unexpected ')' at column 2", details: { column: 2 } };

/** Of what begins with this path nothing is answered but that. */
let failing: { path: string; answer: Answer } | null;
let size: GivenSize;
let server: FakeFetch;

function respond({ url: { pathname, searchParams } }: Asked): Answer {
  if (failing && pathname.startsWith(failing.path)) return failing.answer;
  if (searchParams.get('q')?.includes('a)')) return { status: 400, body: { error: FAULT } };
  const bodies: Readonly<Record<string, unknown>> = {
    '/api/v1/logs/stats': STATS,
    '/api/v1/logs/trends': { interval: '1m', by: 'category', buckets: [] },
    '/api/v1/alerts': { alerts: [alertOf('a', { service: '\u202eevil' })], next_cursor: null },
    '/api/v1/queue/status': QUEUE,
  };
  return { status: 200, body: bodies[pathname] };
}

beforeEach(() => {
  failing = null;
  size = giveSize(348, 224);
  server = fakeFetch(respond);
});
afterEach(() => {
  cleanup();
  size.restore();
  server.restore();
});

const FAILED: Answer = { status: 500, body: { error: { code: 'internal', message: 'the index is away' } } };
/** The first page of a run takes its time. */
const PATIENTLY = { timeout: 5_000 };
const openAlerts = () => screen.findByText('rule-a', {}, PATIENTLY);

test('when logs cannot be counted, open alerts and the pipeline are told all the same', async () => {
  failing = { path: '/api/v1/logs', answer: FAILED };
  showPage(<OverviewPage />);
  await openAlerts();
  await screen.findByRole('link', { name: /Unaccounted\s*0/ });
  expect(screen.getByRole('link', { name: /^Logs\s*–/ })).toBeTruthy();
  expect((await screen.findAllByText('the index is away')).length).toBeGreaterThan(0);
});

test('when alerts cannot be told, the logs are', async () => {
  failing = { path: '/api/v1/alerts', answer: FAILED };
  showPage(<OverviewPage />);
  await screen.findByRole('link', { name: /^Logs\s*40/ });
  await screen.findByText('the index is away');
  expect(screen.getByRole('link', { name: /^Open alerts\s*–$/ })).toBeTruthy();
});

test('a mistake in the query is said below it, and the page stays as it was', async () => {
  showPage(<OverviewPage />, { address: '/?q=b' });
  await screen.findByRole('link', { name: /^Logs\s*40/ });
  const box = screen.getByRole<HTMLInputElement>('textbox');
  fireEvent.change(box, { target: { value: 'a)' } });
  fireEvent.submit(box.form as HTMLFormElement);
  await screen.findByText(FAULT.message);
  expect(screen.getByRole('textbox').getAttribute('aria-invalid')).toBe('true');
  const logs = screen.getByRole('link', { name: /^Logs\s*40/ });
  expect(new URLSearchParams(logs.getAttribute('href')?.split('?')[1]).get('q')).toBe('b');
});

test('of a mistake in the address the page says so once, beside the alerts', async () => {
  showPage(<OverviewPage />, { address: '/?q=a)' });
  expect((await screen.findByRole('alert')).textContent).toBe('');
  await screen.findByText(FAULT.message);
  await openAlerts();
  expect(screen.getAllByText(FAULT.message)).toHaveLength(1);
});

test('what would turn the page around is shown as signs', async () => {
  showPage(<OverviewPage />);
  await openAlerts();
  await screen.findByRole('row', { name: /RLO ?evil/ });
  expect(document.body.textContent).not.toContain('\u202e');
  expect(screen.queryByTitle(/\u202e/)).toBeNull();
});
