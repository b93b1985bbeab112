/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { alertOf, STARTED_AT } from '../../../../test/stand-ins/alert-server.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { OpenAlerts } from './open-alerts.tsx';

afterEach(cleanup);

const linesOf = (alerts: Parameters<typeof OpenAlerts>[0]['alerts']): (string | null)[] => {
  showPage(<OpenAlerts alerts={alerts} error={null} onRetry={() => {}} now={Date.parse(STARTED_AT) + 60_000} />);
  return screen.getAllByRole('listitem').map(({ textContent }) => textContent);
};

test('the most severe come first, however many newer ones there are, each with what it measured', () => {
  const newer = ['a', 'b', 'c', 'd', 'e'].map((id) => alertOf(id, { severity: 'low' }));
  const lines = linesOf([...newer, alertOf('z', { severity: 'critical' })]);
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/^criticalrule-z.*shop40 logs when it fired, threshold 10 logs$/);
  expect(lines[1]).toContain('rule-a');
});

test('what would turn the line around is a sign', () => {
  expect(linesOf([alertOf('a', { service: '\u202eevil' })])[0]).toContain('RLOevil40 logs when it fired');
});
