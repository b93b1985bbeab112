/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { Link } from 'react-router';
import type { Alert, TimelineEntry } from '../../../../core/alert.ts';
import { alertOf } from '../../../../test/stand-ins/alert-server.ts';
import { type FakeSockets, fakeSockets } from '../../../../test/stand-ins/fake-sockets.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { NARROW } from '../../lib/use-media.ts';
import { AlertToasts } from './alert-toasts.tsx';

let sockets: FakeSockets;
beforeEach(() => {
  sockets = fakeSockets();
});
afterEach(() => {
  cleanup();
  sockets.restore();
});

const HOUR_MS = 3_600_000;
const opened = { action: 'opened', by: 'rule-a' } as const;
const notified = { action: 'notified', by: 'slack' } as const;
const commented = { action: 'commented', by: 'Ada' } as const;

/** What the server says of an alert, by a clock that is so far from the browser's. */
function tell(wanted: Partial<Alert>, timeline: readonly Omit<TimelineEntry, 'at'>[] = [opened], aheadMs = 0): void {
  const at = new Date(Date.now() + aheadMs).toISOString();
  const alert = alertOf('a', { timeline: timeline.map((entry) => ({ ...entry, at })), ...wanted });
  act(() => sockets.newest().tell({ type: 'alert', alert }));
}

test.each<{ what: string; group: Record<string, string>; said: string }>([
  { what: 'its group', group: { ip_address: '203.0.113.9' }, said: '203.0.113.9 · Too many errors' },
  { what: 'its service where it has no group', group: {}, said: 'shop · Too many errors' },
  {
    what: 'marks that would turn the text as signs',
    group: { service: '\u202eevil' },
    said: 'RLOevil · Too many errors',
  },
])('a new alert is told with $what', ({ group, said }) => {
  showPage(<AlertToasts />);
  tell({ group });
  expect(screen.getByText(said)).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe('/alerts/a');
});

test.each([
  { screen: 'wide', isNarrow: false, shown: 3 },
  { screen: 'narrow', isNarrow: true, shown: 1 },
])('of many new alerts a $screen screen shows $shown, and says how many more there are', ({ isNarrow, shown }) => {
  const ownMatchMedia = globalThis.matchMedia;
  globalThis.matchMedia = (query) => ({ ...ownMatchMedia(query), matches: isNarrow && query === NARROW });
  showPage(<AlertToasts />);
  for (const id of ['a', 'b', 'c', 'd', 'e']) tell({ id });
  expect(screen.getAllByRole('button', { name: 'Close' })).toHaveLength(shown);
  expect(screen.getByRole('link', { name: `${5 - shown} more` })).toBeTruthy();
  globalThis.matchMedia = ownMatchMedia;
});

test('of a storm of alerts the newest are kept, and it says that there are more', () => {
  showPage(<AlertToasts />);
  for (let at = 0; at < 60; at++) tell({ id: `alert-${at}` });
  expect(screen.getByRole('link', { name: '47+ more' })).toBeTruthy();
  expect(screen.getAllByRole('link')[0]?.getAttribute('href')).toBe('/alerts/alert-59');
});

const pass = (ms: number): void => act(() => void jest.advanceTimersByTime(ms));
const shown = (): (string | null)[] => screen.queryAllByRole('link').map((link) => link.getAttribute('href'));

test('the worst come first, of these the newest', () => {
  showPage(<AlertToasts />);
  tell({ id: 'a', severity: 'low' });
  tell({ id: 'b', severity: 'critical' });
  tell({ id: 'c', severity: 'high' });
  tell({ id: 'd', severity: 'high' });
  tell({ id: 'e', severity: 'medium' });
  expect(shown()).toEqual(['/alerts/b', '/alerts/d', '/alerts/c', '/alerts']);
});

describe('by themselves', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('they go after some seconds, a critical one after more', () => {
    showPage(<AlertToasts />);
    tell({ id: 'a' });
    tell({ id: 'b', severity: 'critical' });
    pass(7_000);
    expect(shown()).toEqual(['/alerts/b', '/alerts/a']);
    pass(1_000);
    expect(shown()).toEqual(['/alerts/b']);
    pass(22_000);
    expect(shown()).toEqual([]);
  });

  test('they stay while somebody points at one or is in one', () => {
    showPage(<AlertToasts />);
    tell({});
    for (const [come, leave] of [
      ['pointerEnter', 'pointerLeave'],
      ['focus', 'blur'],
    ] as const) {
      fireEvent[come](screen.getByRole('button', { name: 'Close' }));
      pass(60_000);
      expect(shown()).toEqual(['/alerts/a']);
      fireEvent[leave](screen.getByRole('button', { name: 'Close' }));
    }
    pass(8_000);
    expect(shown()).toEqual([]);
  });
});

test('where all alerts stand none is told, neither then nor later', () => {
  showPage(
    <>
      <AlertToasts />
      <Link to="/live">leave</Link>
    </>,
    { address: '/alerts' },
  );
  tell({});
  fireEvent.click(screen.getByRole('link', { name: 'leave' }));
  expect(shown()).toEqual(['/live']);
});

describe.each([-HOUR_MS, 0, HOUR_MS])('with a server whose clock is %i ms ahead', (aheadMs) => {
  test('a new alert is told, also when everybody was notified before', () => {
    showPage(<AlertToasts />);
    tell({ id: 'b', rule: 'rule-b' }, [opened], aheadMs);
    tell({}, [opened, notified, notified], aheadMs);
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['/alerts/a', '/alerts/b']);
  });

  test('what is done about an older alert makes it no new one', () => {
    showPage(<AlertToasts />);
    tell({}, [opened, commented], aheadMs);
    tell({ id: 'b', status: 'acknowledged' }, [opened], aheadMs);
    expect(screen.queryByRole('link')).toBeNull();
  });

  test('an alert that was put away does not come back, and one that is looked after goes', () => {
    showPage(<AlertToasts />);
    tell({}, [opened], aheadMs);
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    tell({}, [opened, notified], aheadMs);
    expect(screen.queryByRole('link')).toBeNull();
    tell({ id: 'b' }, [opened], aheadMs);
    tell({ id: 'b' }, [opened, commented], aheadMs);
    expect(screen.getByRole('link').getAttribute('href')).toBe('/alerts/b');
    tell({ id: 'b', status: 'acknowledged' }, [opened, commented], aheadMs);
    expect(screen.queryByRole('link')).toBeNull();
  });
});
