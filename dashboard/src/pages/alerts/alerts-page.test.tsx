/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { alertOf, STARTED_AT } from '../../../../test/stand-ins/alert-server.ts';
import { type AlertScene, beginAlerts, press, showAlerts, type } from '../../../../test/stand-ins/show-alerts.tsx';
import { addressShown } from '../../../../test/stand-ins/show-page.tsx';

let server: AlertScene;
beforeEach(() => {
  server = beginAlerts();
});
afterEach(() => {
  cleanup();
  server.restore();
});

describe('the list of alerts', () => {
  test('shows those that are open with their value against the threshold, and counts every state', async () => {
    server.alerts = [alertOf('a'), alertOf('b', { status: 'resolved', ended_at: STARTED_AT })];
    showAlerts('/alerts');
    const row = within((await screen.findByRole('link', { name: 'rule-a' })).closest('tr') as HTMLElement);
    expect(row.getAllByText('40 logs').length).toBeGreaterThan(0);
    expect(row.getAllByText('10 logs').length).toBeGreaterThan(0);
    expect(row.getAllByText('fired at').length).toBeGreaterThan(0);
    expect(screen.queryByRole('link', { name: 'rule-b' })).toBeNull();
    expect(await screen.findByRole('button', { name: 'Open 1' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Acknowledged 0' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Resolved 1' }));
    await screen.findByRole('link', { name: 'rule-b' });
    expect(addressShown()).toBe('/alerts?tab=resolved');
  });

  test('begins with the most severe that are open, of these with the newest, and says so', async () => {
    const severities = ['low', 'critical', 'high', 'critical', 'medium'] as const;
    server.alerts = severities.map((severity, at) => alertOf(`${at}`, { severity }));
    showAlerts('/alerts');
    await screen.findByText('Most severe first, then newest');
    const shown = screen.getAllByRole('link', { name: /^rule-/ }).map(({ textContent }) => textContent);
    expect(shown).toEqual(['rule-1', 'rule-3', 'rule-2', 'rule-4', 'rule-0']);
  });

  test('of what is resolved is told newest first, with how long it lasted', async () => {
    const over = { status: 'resolved', ended_at: '2026-11-26T10:05:00.000Z' } as const;
    server.alerts = [alertOf('a', { ...over, severity: 'low' }), alertOf('b', { ...over, severity: 'critical' })];
    showAlerts('/alerts?tab=resolved');
    await screen.findByText('Newest first');
    const rows = screen.getAllByRole('row').map(({ textContent }) => textContent);
    expect(rows[0]).toContain('Lasted');
    expect(rows[1]).toMatch(/rule-a.*5 min ended .* ago/);
    expect(rows[2]).toContain('rule-b');
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  test('marks what was only a test, in place of its value', async () => {
    server.alerts = [alertOf('a', { condition: 'test of the notification', value: 0, threshold: 0 })];
    showAlerts('/alerts');
    await screen.findByRole('link', { name: 'rule-a' });
    expect(screen.getAllByText('Test').length).toBeGreaterThan(0);
    expect(screen.queryByText('0 logs')).toBeNull();
  });

  test('keeps its place while it loads, and says why nothing is there', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.gate = promise;
    showAlerts('/alerts');
    expect(screen.getByRole('button', { name: 'Open …' })).toBeTruthy();
    resolve();
    await screen.findByText('No open alerts');
    expect(screen.getByRole('link', { name: 'See the rules' }).getAttribute('href')).toBe('/rules');
  });

  test('says when a filter hides all, and takes it off', async () => {
    server.alerts = [alertOf('a')];
    showAlerts('/alerts?severity=low&rule=rule-b');
    await screen.findByText('No alert here fits what was chosen above.');
    press('Show all');
    await screen.findByRole('link', { name: 'rule-a' });
  });

  test('shows those of one rule', async () => {
    server.alerts = [alertOf('a'), alertOf('b')];
    showAlerts('/alerts?rule=rule-b');
    await screen.findByRole('link', { name: 'rule-b' });
    expect(screen.queryByRole('link', { name: 'rule-a' })).toBeNull();
    await screen.findByRole('option', { name: 'rule-a' });
    fireEvent.change(screen.getByLabelText('Rule'), { target: { value: '' } });
    await screen.findByRole('link', { name: 'rule-a' });
  });

  test('tells why it could not be loaded, and tries again', async () => {
    server.outage = 503;
    showAlerts('/alerts');
    await screen.findByText('the store is away');
    expect(screen.getByText('Request r-7')).toBeTruthy();
    server.outage = null;
    press('Try again');
    await screen.findByText('No open alerts');
  });

  test('acknowledges several at once, in the name that is asked for once', async () => {
    server.alerts = [alertOf('a'), alertOf('b'), alertOf('c')];
    showAlerts('/alerts');
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

  test('marks the one whose acknowledgement is on its way', async () => {
    localStorage.setItem('logsieve.person', 'Ada');
    server.alerts = [alertOf('a'), alertOf('b')];
    showAlerts('/alerts');
    const one = await screen.findByRole('button', { name: 'Acknowledge rule-a' });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.gate = promise;
    fireEvent.click(one);
    await waitFor(() => expect(one.getAttribute('aria-busy')).toBe('true'));
    expect(screen.getByRole('button', { name: 'Acknowledge rule-b' }).getAttribute('aria-busy')).toBeNull();
    resolve();
    await waitFor(() => expect(screen.queryByRole('link', { name: 'rule-a' })).toBeNull());
  });

  test('says how many could not be acknowledged', async () => {
    localStorage.setItem('logsieve.person', 'Ada');
    server.alerts = [alertOf('a')];
    server.refusal = 'it is resolved already';
    showAlerts('/alerts');
    fireEvent.click(await screen.findByRole('button', { name: 'Acknowledge rule-a' }));
    await screen.findByText('1 could not be acknowledged: it is resolved already');
  });

  test('is gone through by keys', async () => {
    localStorage.setItem('logsieve.person', 'Ada');
    server.alerts = [alertOf('a'), alertOf('b')];
    showAlerts('/alerts');
    await screen.findByRole('link', { name: 'rule-a' });
    for (const key of ['j', 'j', 'a']) fireEvent.keyDown(document.body, { key });
    await waitFor(() => expect(server.sent.map(({ path }) => path)).toEqual(['/api/v1/alerts/b/acknowledge']));
  });
});
