/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { type AlertServer, alertOf, createAlertServer, STARTED_AT } from '../../../../test/stand-ins/alert-server.ts';
import { giveSize } from '../../components/bar-chart/give-size.ts';
import AlertPage from './alert-page.tsx';
import AlertsPage from './alerts-page.tsx';

let server: AlertServer;
beforeEach(() => {
  localStorage.clear();
  server = createAlertServer();
  globalThis.fetch = server.fetch;
  giveSize(600, 192);
});
afterEach(cleanup);

function Address() {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
}

function show(address: string): void {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[address]}>
        <Routes>
          <Route path="/alerts" element={<AlertsPage />} />
          <Route path="/alerts/:id" element={<AlertPage />} />
          <Route path="*" element={null} />
        </Routes>
        <Address />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const press = (name: string | RegExp): void => void fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string): void =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } });
const timeline = () => screen.getByRole('region', { name: 'Timeline' });

describe('the list of alerts', () => {
  test('shows those that are open with their value against the threshold, and counts every state', async () => {
    server.alerts = [alertOf('a'), alertOf('b', { status: 'resolved', ended_at: STARTED_AT })];
    show('/alerts');
    const row = within((await screen.findByRole('link', { name: 'rule-a' })).closest('tr') as HTMLElement);
    expect(row.getAllByText('40 logs').length).toBeGreaterThan(0);
    expect(row.getAllByText('10 logs').length).toBeGreaterThan(0);
    expect(row.getAllByText('fired at').length).toBeGreaterThan(0);
    expect(screen.queryByRole('link', { name: 'rule-b' })).toBeNull();
    expect(await screen.findByRole('button', { name: 'Open 1' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Acknowledged 0' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Resolved 1' }));
    await screen.findByRole('link', { name: 'rule-b' });
    expect(screen.getByRole('status').textContent).toBe('/alerts?tab=resolved');
  });

  test('begins with the most severe that are open, of these with the newest, and says so', async () => {
    const severities = ['low', 'critical', 'high', 'critical', 'medium'] as const;
    server.alerts = severities.map((severity, at) => alertOf(`${at}`, { severity }));
    show('/alerts');
    await screen.findByText('Most severe first, then newest');
    const shown = screen.getAllByRole('link', { name: /^rule-/ }).map(({ textContent }) => textContent);
    expect(shown).toEqual(['rule-1', 'rule-3', 'rule-2', 'rule-4', 'rule-0']);
  });

  test('of what is resolved is told newest first, with how long it lasted', async () => {
    const over = { status: 'resolved', ended_at: '2026-11-26T10:05:00.000Z' } as const;
    server.alerts = [alertOf('a', { ...over, severity: 'low' }), alertOf('b', { ...over, severity: 'critical' })];
    show('/alerts?tab=resolved');
    await screen.findByText('Newest first');
    const rows = screen.getAllByRole('row').map(({ textContent }) => textContent);
    expect(rows[0]).toContain('Lasted');
    expect(rows[1]).toMatch(/rule-a.*5 min ended .* ago/);
    expect(rows[2]).toContain('rule-b');
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  test('marks what was only a test, in place of its value', async () => {
    server.alerts = [alertOf('a', { condition: 'test of the notification', value: 0, threshold: 0 })];
    show('/alerts');
    await screen.findByRole('link', { name: 'rule-a' });
    expect(screen.getAllByText('Test').length).toBeGreaterThan(0);
    expect(screen.queryByText('0 logs')).toBeNull();
  });

  test('keeps its place while it loads, and says why nothing is there', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.gate = promise;
    show('/alerts');
    expect(screen.getByRole('button', { name: 'Open …' })).toBeTruthy();
    resolve();
    await screen.findByText('No open alerts');
    expect(screen.getByRole('link', { name: 'See the rules' }).getAttribute('href')).toBe('/rules');
  });

  test('says when a filter hides all, and takes it off', async () => {
    server.alerts = [alertOf('a')];
    show('/alerts?severity=low&rule=rule-b');
    await screen.findByText('No alert here fits what was chosen above.');
    press('Show all');
    await screen.findByRole('link', { name: 'rule-a' });
  });

  test('shows those of one rule', async () => {
    server.alerts = [alertOf('a'), alertOf('b')];
    show('/alerts?rule=rule-b');
    await screen.findByRole('link', { name: 'rule-b' });
    expect(screen.queryByRole('link', { name: 'rule-a' })).toBeNull();
    await screen.findByRole('option', { name: 'rule-a' });
    fireEvent.change(screen.getByLabelText('Rule'), { target: { value: '' } });
    await screen.findByRole('link', { name: 'rule-a' });
  });

  test('tells why it could not be loaded, and tries again', async () => {
    server.outage = 503;
    show('/alerts');
    await screen.findByText('the store is away');
    expect(screen.getByText('Request r-7')).toBeTruthy();
    server.outage = null;
    press('Try again');
    await screen.findByText('No open alerts');
  });

  test('acknowledges several at once, in the name that is asked for once', async () => {
    server.alerts = [alertOf('a'), alertOf('b'), alertOf('c')];
    show('/alerts');
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select rule-a' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select rule-b' }));
    press('Acknowledge');
    type('Name', 'Ada');
    press('Go on');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'rule-a' })).toBeNull());
    expect(server.sent).toEqual([
      { path: '/api/v1/alerts/a/acknowledge', body: { by: 'Ada' } },
      { path: '/api/v1/alerts/b/acknowledge', body: { by: 'Ada' } },
    ]);
    press('Acknowledge rule-c');
    await screen.findByText('No open alerts');
    expect(server.sent.at(-1)?.body).toEqual({ by: 'Ada' });
  });

  test('says how many could not be acknowledged', async () => {
    localStorage.setItem('logsieve.person', 'Ada');
    server.alerts = [alertOf('a')];
    server.refusal = 'it is resolved already';
    show('/alerts');
    fireEvent.click(await screen.findByRole('button', { name: 'Acknowledge rule-a' }));
    await screen.findByText('1 could not be acknowledged: it is resolved already');
  });

  test('is gone through by keys', async () => {
    localStorage.setItem('logsieve.person', 'Ada');
    server.alerts = [alertOf('a'), alertOf('b')];
    show('/alerts');
    await screen.findByRole('link', { name: 'rule-a' });
    for (const key of ['j', 'j', 'a']) fireEvent.keyDown(document.body, { key });
    await waitFor(() => expect(server.sent.map(({ path }) => path)).toEqual(['/api/v1/alerts/b/acknowledge']));
  });
});

describe('an alert', () => {
  beforeEach(() => localStorage.setItem('logsieve.person', 'Ada'));

  test('tells its story: what happened, what was logged, who was told', async () => {
    server.alerts = [
      alertOf('a', {
        samples: [{ id: 'l-1', timestamp: STARTED_AT, level: 'error', service: 'shop', message: 'card declined' }],
        notifications: [
          { channel: 'slack', type: 'firing', at: STARTED_AT, status: 'refused', detail: 'no such channel' },
        ],
        timeline: [
          { at: STARTED_AT, action: 'opened', by: 'logsieve' },
          { at: STARTED_AT, action: 'commented', by: 'Bob', text: 'the bank is down' },
        ],
      }),
    ];
    show('/alerts/a?tz=UTC');
    await screen.findByText('card declined');
    const entries = within(timeline())
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(entries[0]).toContain('opened by logsieve');
    expect(entries[1]).toMatch(/commented by Bob.*the bank is down/);
    expect(document.title).toBe('rule-a – Alerts – Logsieve');
  });

  test('says channel by channel who was told, and why somebody was not', async () => {
    const sent = { channel: 'console', at: STARTED_AT, status: 'delivered' } as const;
    server.alerts = [
      alertOf('a', {
        notifications: [
          { ...sent, type: 'firing' },
          { channel: 'slack', type: 'firing', at: STARTED_AT, status: 'refused', detail: 'no such channel' },
          { ...sent, type: 'resolved' },
        ],
        timeline: [{ at: STARTED_AT, action: 'notified', by: 'slack', text: 'slack: refused' }],
      }),
    ];
    show('/alerts/a?tz=UTC');
    const told = within(await screen.findByRole('region', { name: 'Notifications sent' }));
    expect(told.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['console', 'slack']);
    expect(told.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'sentthat it fired10:00:00',
      'sentthat it is over10:00:00',
      'failedthat it fired10:00:00no such channel',
    ]);
    expect(within(timeline()).getByText('slack: failed')).toBeTruthy();
  });

  test('says beside each line which group it is of', async () => {
    const sample = { timestamp: STARTED_AT, level: 'warn', service: 'shop', message: 'login failed' };
    const samples = [
      { ...sample, id: 'l-1' },
      { ...sample, id: 'l-2' },
    ];
    server.alerts = [alertOf('a', { samples, group: { ip_address: '203.0.113.9' } })];
    show('/alerts/a');
    const lines = within(await screen.findByRole('region', { name: 'Sample lines' })).getAllByRole('listitem');
    for (const line of lines) expect(line.textContent).toMatch(/shop.*ip_address 203\.0\.113\.9.*login failed/);
    expect(lines).toHaveLength(2);
  });

  test('says its query, which leads to its logs, as do its lines', async () => {
    const samples = [{ id: 'l-1', timestamp: STARTED_AT, level: 'error', service: 'shop', message: 'card declined' }];
    server.alerts = [alertOf('a', { ended_at: '2026-11-26T10:05:00.000Z', samples })];
    show('/alerts/a?tz=UTC');
    const hrefOf = async (name: RegExp): Promise<URLSearchParams> => {
      const link = await screen.findByRole('link', { name });
      return new URL((link as HTMLAnchorElement).href).searchParams;
    };
    const around = { q: 'level:error', from: '2026-11-26T09:45:00.000Z', to: '2026-11-26T10:20:00.000Z', tz: 'UTC' };
    expect(Object.fromEntries(await hrefOf(/Show logs/))).toEqual(around);
    expect(Object.fromEntries(await hrefOf(/^level:error$/))).toEqual(around);
    expect(Object.fromEntries(await hrefOf(/^10:00:00/))).toEqual({ ...around, id: 'l-1' });
  });

  const rule = { name: 'rule-a', query: 'service:shop', window: '1m' };
  const over = { ended_at: '2026-11-26T10:05:00.000Z' };

  const textsOf = (name: string) =>
    [...screen.getByRole('region', { name }).querySelectorAll('text')].map(({ textContent }) => textContent);
  const figures = () => document.querySelector('dl')?.textContent;

  test('is held against the threshold of its rule, which it leads to', async () => {
    server.rules = [{ ...rule, condition: { type: 'count', op: '>=', threshold: 10 } }];
    server.alerts = [alertOf('a', over)];
    show('/alerts/a?tz=UTC');
    const chart = await screen.findByRole('img', {
      name: /^Matching logs per 1m .*at most 40 logs, threshold 10 logs$/,
    });
    expect(chart).toBeTruthy();
    expect(textsOf('Matching logs per 1m')).toEqual(
      expect.arrayContaining(['0', '40', 'threshold 10 logs', 'fired 10:00']),
    );
    expect(screen.getByRole('link', { name: 'rule-a' }).getAttribute('href')).toBe('/rules/rule-a?tz=UTC');
  });

  test('that is over says its peak and how long it lasted', async () => {
    server.rules = [{ ...rule, condition: { type: 'count', op: '>=', threshold: 10 } }];
    server.counts = { '': [0, 12, 120, 17, 0] };
    server.alerts = [alertOf('a', { ...over, status: 'resolved', value: 12 })];
    show('/alerts/a');
    await screen.findByText('120 logs');
    expect(figures()).toBe('fired at12 logspeak120 logsthreshold10 logs');
    expect(screen.getByText(/^lasted 5 min, ended .* ago$/)).toBeTruthy();
  });

  test('that goes on says its value by now', async () => {
    server.rules = [{ ...rule, condition: { type: 'count', op: '>=', threshold: 10 } }];
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    server.startedAt = minute - 4 * 60_000;
    server.counts = { '': [0, 12, 120, 17, 17] };
    server.alerts = [alertOf('a', { started_at: new Date(minute - 3 * 60_000).toISOString(), value: 12 })];
    show('/alerts/a');
    await screen.findByText('120 logs');
    expect(figures()).toBe('fired at12 logsnow17 logspeak120 logsthreshold10 logs');
    expect(screen.getByText(/^since \d\d:\d\d, [34] min ago$/)).toBeTruthy();
  });

  test('of logs per second is drawn in them', async () => {
    server.rules = [{ ...rule, condition: { type: 'rate', op: '>=', threshold: 1.5 } }];
    server.counts = { '': [0, 120, 30] };
    server.alerts = [alertOf('a', { ...over, unit: 'logs/s', threshold: 1.5, value: 1.6 })];
    show('/alerts/a');
    await screen.findByRole('img', { name: /at most 2 logs\/s, threshold 1.5 logs\/s$/ });
    expect(figures()).toBe('fired at1.6 logs/speak2 logs/sthreshold1.5 logs/s');
  });

  test('of a silence says how long it is silent', async () => {
    server.rules = [{ ...rule, condition: { type: 'absence', min_windows: 1 } }];
    server.alerts = [alertOf('a', { ...over, unit: 'ms', threshold: 60_000, value: 60_000 })];
    show('/alerts/a');
    await screen.findByText('5 min');
    expect(figures()).toBe('fired at1 minpeak5 minthreshold1 min');
  });

  test('of a share of the logs shows that share in each window, against the threshold', async () => {
    server.rules = [
      { ...rule, condition: { type: 'ratio', of: 'level:error', op: '>', threshold: 0.1, min_count: 20 } },
    ];
    server.counts = { 'service:shop': [100, 19, 200], 'service:shop level:error': [5, 19, 150] };
    server.alerts = [alertOf('a', { ...over, unit: 'ratio', threshold: 0.1, value: 0.75 })];
    show('/alerts/a?tz=UTC');
    await screen.findByRole('img', { name: /at most 75 %, threshold 10 %$/ });
    expect(textsOf('Share of level:error per 1m')).toEqual(expect.arrayContaining(['0 %', '80 %', 'threshold 10 %']));
    expect(screen.getByText('Windows with too few logs to be judged are left out.')).toBeTruthy();
  });

  test('of slow responses shows how slow they were in each window, against the threshold', async () => {
    server.rules = [
      { ...rule, condition: { type: 'quantile', quantile: 0.95, op: '>', threshold: 1_000, min_count: 20 } },
    ];
    server.slowness = [400, 4_200, 900];
    server.alerts = [alertOf('a', { ...over, unit: 'ms', threshold: 1_000, value: 4_200 })];
    show('/alerts/a');
    await screen.findByRole('img', { name: /^p95 of response_time per 1m .*at most 4\.2 s, threshold 1 s$/ });
    expect(textsOf('p95 of response_time per 1m')).toEqual(expect.arrayContaining(['0 ms', '1.5 s', 'threshold 1 s']));
  });

  test('of slow responses that fired in a window that still fills shows that window', async () => {
    server.rules = [
      { ...rule, condition: { type: 'quantile', quantile: 0.95, op: '>', threshold: 1_000, min_count: 20 } },
    ];
    server.startedAt = Math.floor(Date.now() / 60_000) * 60_000;
    server.slowness = [4_200, 4_200];
    const started_at = new Date().toISOString();
    server.alerts = [alertOf('a', { started_at, unit: 'ms', threshold: 1_000, value: 4_000 })];
    show('/alerts/a');
    await screen.findByRole('img', { name: /at most 4\.2 s, threshold 1 s$/ });
    expect(figures()).toBe('fired at4 snow4.2 speak4.2 sthreshold1 s');
  });

  test('of a quantile that the server does not give says that no threshold is drawn', async () => {
    server.rules = [
      { ...rule, condition: { type: 'quantile', quantile: 0.9, op: '>', threshold: 1_000, min_count: 20 } },
    ];
    server.alerts = [alertOf('a', { ...over, unit: 'ms', threshold: 1_000, value: 4_200 })];
    show('/alerts/a');
    await screen.findByText('The bars are matching logs; no threshold can be drawn among them.');
    expect(screen.getByRole('region', { name: 'Matching logs' })).toBeTruthy();
    expect(figures()).toBe('fired at4.2 sthreshold1 s');
  });

  test('of no rule that there is leads to none', async () => {
    server.alerts = [alertOf('a', { rule: 'processor-stopped' })];
    show('/alerts/a');
    await screen.findByRole('heading', { name: 'processor-stopped' });
    await screen.findByRole('img', { name: /^Matching logs from/ });
    expect(screen.queryByRole('link', { name: 'processor-stopped' })).toBeNull();
  });

  test('is acknowledged, assigned, commented and resolved, each told in the timeline', async () => {
    server.alerts = [alertOf('a')];
    show('/alerts/a');
    fireEvent.click(await screen.findByRole('button', { name: 'Acknowledge' }));
    await within(await screen.findByRole('region', { name: 'Timeline' })).findByText('acknowledged');
    expect(screen.queryByRole('button', { name: 'Acknowledge' })).toBeNull();
    press('Assign: nobody');
    press('To me');
    await screen.findByRole('button', { name: 'Assign: Ada' });
    await within(timeline()).findByText('assigned to Ada');
    type('Comment', 'looking into it');
    press('Add comment');
    await within(timeline()).findByText('looking into it');
    expect((screen.getByLabelText('Comment') as HTMLInputElement).value).toBe('');
    press('Resolve');
    await within(timeline()).findByText('resolved');
    expect(screen.queryByRole('button', { name: 'Resolve' })).toBeNull();
    expect(server.sent.map(({ body }) => body)).toEqual([
      { by: 'Ada' },
      { by: 'Ada', assignee: 'Ada' },
      { by: 'Ada', text: 'looking into it' },
      { by: 'Ada' },
    ]);
  });

  test('that ended since the clock of the page moved did not end in the future', async () => {
    const soon = new Date(Date.now() + 5_000).toISOString();
    server.alerts = [alertOf('a', { status: 'resolved', ended_at: soon })];
    show('/alerts/a');
    expect((await screen.findByText(/^lasted /)).textContent).toMatch(/, ended just now$/);
  });

  test('keeps a comment that was refused, and says why', async () => {
    server.alerts = [alertOf('a')];
    server.refusal = 'the store is full';
    show('/alerts/a');
    await screen.findByRole('button', { name: 'Add comment' });
    type('Comment', 'looking into it');
    press('Add comment');
    await screen.findByText('Not done: the store is full');
    expect((screen.getByLabelText('Comment') as HTMLInputElement).value).toBe('looking into it');
  });

  test('that is not there is said', async () => {
    show('/alerts/none');
    await screen.findByText('there is no such alert');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    fireEvent.click(screen.getByRole('link', { name: 'See all alerts' }));
    await screen.findByText('No open alerts');
  });

  test('that could not be loaded is tried again', async () => {
    server.alerts = [alertOf('a')];
    server.outage = 503;
    show('/alerts/a');
    await screen.findByText('the store is away');
    server.outage = null;
    press('Try again');
    await screen.findByRole('heading', { name: 'rule-a' });
  });
});
