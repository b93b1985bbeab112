/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { alertOf } from '../../../../test/stand-ins/alert-server.ts';
import { type AlertScene, beginAlerts, showAlerts } from '../../../../test/stand-ins/show-alerts.tsx';

let server: AlertScene;
beforeEach(() => {
  server = beginAlerts();
});
afterEach(() => {
  cleanup();
  server.restore();
  jest.useRealTimers();
});

const rule = { name: 'rule-a', query: 'service:shop', window: '1m' };
const over = { ended_at: '2026-11-26T10:05:00.000Z' };

const textsOf = (name: string) =>
  [...screen.getByRole('region', { name }).querySelectorAll('text')].map(({ textContent }) => textContent);
const figures = () => document.querySelector('dl')?.textContent;

describe('an alert', () => {
  test('is held against the threshold of its rule, which it leads to', async () => {
    server.rules = [{ ...rule, condition: { type: 'count', op: '>=', threshold: 10 } }];
    server.alerts = [alertOf('a', over)];
    showAlerts('/alerts/a?tz=UTC');
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
    showAlerts('/alerts/a');
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
    showAlerts('/alerts/a');
    await screen.findByText('120 logs');
    expect(figures()).toBe('fired at12 logsnow17 logspeak120 logsthreshold10 logs');
    expect(screen.getByText(/^since \d\d:\d\d, [34] min ago$/)).toBeTruthy();
  });

  test('of logs per second is drawn in them', async () => {
    server.rules = [{ ...rule, condition: { type: 'rate', op: '>=', threshold: 1.5 } }];
    server.counts = { '': [0, 120, 30] };
    server.alerts = [alertOf('a', { ...over, unit: 'logs/s', threshold: 1.5, value: 1.6 })];
    showAlerts('/alerts/a');
    await screen.findByRole('img', { name: /at most 2 logs\/s, threshold 1.5 logs\/s$/ });
    expect(figures()).toBe('fired at1.6 logs/speak2 logs/sthreshold1.5 logs/s');
  });

  test('of a silence says how long it is silent', async () => {
    server.rules = [{ ...rule, condition: { type: 'absence', min_windows: 1 } }];
    server.alerts = [alertOf('a', { ...over, unit: 'ms', threshold: 60_000, value: 60_000 })];
    showAlerts('/alerts/a');
    await screen.findByText('5 min');
    expect(figures()).toBe('fired at1 minpeak5 minthreshold1 min');
  });

  test('of a share of the logs shows that share in each window, against the threshold', async () => {
    server.rules = [
      { ...rule, condition: { type: 'ratio', of: 'level:error', op: '>', threshold: 0.1, min_count: 20 } },
    ];
    server.counts = { 'service:shop': [100, 19, 200], 'service:shop level:error': [5, 19, 150] };
    server.alerts = [alertOf('a', { ...over, unit: 'ratio', threshold: 0.1, value: 0.75 })];
    showAlerts('/alerts/a?tz=UTC');
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
    showAlerts('/alerts/a');
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
    showAlerts('/alerts/a');
    await screen.findByRole('img', { name: /at most 4\.2 s, threshold 1 s$/ });
    expect(figures()).toBe('fired at4 snow4.2 speak4.2 sthreshold1 s');
  });

  test('of a quantile that the server does not give says that no threshold is drawn', async () => {
    server.rules = [
      { ...rule, condition: { type: 'quantile', quantile: 0.9, op: '>', threshold: 1_000, min_count: 20 } },
    ];
    server.alerts = [alertOf('a', { ...over, unit: 'ms', threshold: 1_000, value: 4_200 })];
    showAlerts('/alerts/a');
    await screen.findByText('The bars are matching logs; no threshold can be drawn among them.');
    expect(screen.getByRole('region', { name: 'Matching logs' })).toBeTruthy();
    expect(figures()).toBe('fired at4.2 sthreshold1 s');
  });

  test('whose rule could not be read says so, and not that it has no threshold; it is asked for again', async () => {
    server.rules = [{ ...rule, condition: { type: 'count', op: '>=', threshold: 10 } }];
    server.alerts = [alertOf('a', over)];
    server.failing = '/api/v1/alert-rules';
    // what is asked again after some time is so when the clock is moved
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'clearTimeout', 'queueMicrotask', 'nextTick', 'Date'] });
    showAlerts('/alerts/a');
    await screen.findByText('the rules are away');
    expect(screen.queryByText(/no threshold/)).toBeNull();
    expect(server.paths()).not.toContain('/api/v1/logs/trends');
    server.failing = null;
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    await screen.findByRole('img', { name: /threshold 10 logs$/ });
  });

  test('that is a test asks for no windows: none are drawn', async () => {
    server.rules = [{ ...rule, condition: { type: 'count', op: '>=', threshold: 10 } }];
    server.alerts = [alertOf('a', { condition: 'test of the notification', value: 0, threshold: 0 })];
    showAlerts('/alerts/a');
    await screen.findByRole('link', { name: 'rule-a' });
    expect(server.paths()).not.toContain('/api/v1/logs/trends');
  });
});
