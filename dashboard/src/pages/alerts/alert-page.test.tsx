/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { alertOf, STARTED_AT } from '../../../../test/stand-ins/alert-server.ts';
import { type AlertScene, beginAlerts, press, showAlerts, type } from '../../../../test/stand-ins/show-alerts.tsx';

let server: AlertScene;
beforeEach(() => {
  server = beginAlerts();
  localStorage.setItem('logsieve.person', 'Ada');
});
afterEach(() => {
  cleanup();
  server.restore();
});

const timeline = () => screen.getByRole('region', { name: 'Timeline' });

describe('an alert', () => {
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
    showAlerts('/alerts/a?tz=UTC');
    await screen.findByText('card declined');
    const entries = within(timeline())
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(entries[0]).toContain('opened by logsieve');
    expect(entries[1]).toMatch(/commented by Bob.*the bank is down/);
    expect(document.title).toBe('rule-a – Alerts – Logsieve');
  });

  test('shows as signs what its logs hold to turn the text around, and their colours', async () => {
    const service = '\u202eevil';
    const message = '\u001b[31mred\u001b[0m \u202etoo';
    const samples = [{ id: 'l-1', timestamp: STARTED_AT, level: 'error' as const, service, message }];
    server.alerts = [alertOf('a', { group: { service }, service, query: `service:${service}`, samples })];
    showAlerts('/alerts/a?tz=UTC');
    const red = await screen.findByText('red');
    expect(red.parentElement?.textContent).toBe('red RLOtoo');
    expect(screen.getByRole('link', { name: /^service: ?RLO ?evil$/ })).toBeTruthy();
    cleanup();
    showAlerts('/alerts?tz=UTC');
    await screen.findAllByText(/evil/);
    expect(document.body.textContent).not.toContain('\u202e');
    expect(screen.queryByTitle(/\u202e/)).toBeNull();
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
    showAlerts('/alerts/a?tz=UTC');
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
    showAlerts('/alerts/a');
    const lines = within(await screen.findByRole('region', { name: 'Sample lines' })).getAllByRole('listitem');
    for (const line of lines) expect(line.textContent).toMatch(/shop.*ip_address 203\.0\.113\.9.*login failed/);
    expect(lines).toHaveLength(2);
  });

  test('says its query, which leads to its logs, as do its lines', async () => {
    const samples = [{ id: 'l-1', timestamp: STARTED_AT, level: 'error', service: 'shop', message: 'card declined' }];
    server.alerts = [alertOf('a', { ended_at: '2026-11-26T10:05:00.000Z', samples })];
    showAlerts('/alerts/a?tz=UTC');
    const hrefOf = async (name: RegExp): Promise<URLSearchParams> => {
      const link = await screen.findByRole('link', { name });
      return new URL((link as HTMLAnchorElement).href).searchParams;
    };
    const around = { q: 'level:error', from: '2026-11-26T09:45:00.000Z', to: '2026-11-26T10:20:00.000Z', tz: 'UTC' };
    expect(Object.fromEntries(await hrefOf(/Show logs/))).toEqual(around);
    expect(Object.fromEntries(await hrefOf(/^level:error$/))).toEqual(around);
    expect(Object.fromEntries(await hrefOf(/^10:00:00/))).toEqual({ ...around, id: 'l-1' });
  });

  test('of no rule that there is leads to none', async () => {
    server.alerts = [alertOf('a', { rule: 'processor-stopped' })];
    showAlerts('/alerts/a');
    await screen.findByRole('heading', { name: 'processor-stopped' });
    await screen.findByRole('img', { name: /^Matching logs from/ });
    expect(screen.queryByRole('link', { name: 'processor-stopped' })).toBeNull();
  });

  test('is acknowledged, assigned, commented and resolved, each told in the timeline', async () => {
    server.alerts = [alertOf('a')];
    showAlerts('/alerts/a');
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
    showAlerts('/alerts/a');
    expect((await screen.findByText(/^lasted /)).textContent).toMatch(/, ended just now$/);
  });

  test('keeps a comment that was refused, and says why', async () => {
    server.alerts = [alertOf('a')];
    server.refusal = 'the store is full';
    showAlerts('/alerts/a');
    await screen.findByRole('button', { name: 'Add comment' });
    type('Comment', 'looking into it');
    press('Add comment');
    await screen.findByText('Not done: the store is full');
    expect((screen.getByLabelText('Comment') as HTMLInputElement).value).toBe('looking into it');
  });

  test('keeps what is written while a comment is sent', async () => {
    server.alerts = [alertOf('a')];
    showAlerts('/alerts/a');
    await screen.findByRole('button', { name: 'Add comment' });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.gate = promise;
    type('Comment', 'looking into it');
    press('Add comment');
    type('Comment', 'looking into it; it is the bank');
    resolve();
    await within(timeline()).findByText('looking into it');
    expect((screen.getByLabelText('Comment') as HTMLInputElement).value).toBe('looking into it; it is the bank');
  });

  test('that is not there is said', async () => {
    showAlerts('/alerts/none');
    await screen.findByText('there is no such alert');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    fireEvent.click(screen.getByRole('link', { name: 'See all alerts' }));
    await screen.findByText('No open alerts');
  });

  test('that could not be loaded is tried again', async () => {
    server.alerts = [alertOf('a')];
    server.outage = 503;
    showAlerts('/alerts/a');
    await screen.findByText('the store is away');
    server.outage = null;
    press('Try again');
    await screen.findByRole('heading', { name: 'rule-a' });
  });
});
