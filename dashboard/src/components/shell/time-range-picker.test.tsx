/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { addressShown, showPage } from '../../../../test/stand-ins/show-page.tsx';
import { TimeRangePicker } from './time-range-picker.tsx';

const show = (search: string) => showPage(<TimeRangePicker />, { address: `/${search}` });

beforeEach(() => localStorage.clear());
afterEach(cleanup);

/** The picker when its calendar has come. */
async function open(): Promise<void> {
  fireEvent.click(opener());
  await screen.findByRole('grid');
}

const opener = (): HTMLElement => screen.getByRole('button', { name: /^Time range/ });
const field = (name: string): HTMLInputElement => screen.getByLabelText(new RegExp(`^${name}`));
const type = (name: string, value: string): void => void fireEvent.change(field(name), { target: { value } });
const apply = (): void => void fireEvent.click(screen.getByRole('button', { name: 'Apply' }));

test.each([
  ['', 'Last 1 hour'],
  ['?from=now-15m&to=now', 'Last 15 minutes'],
  ['?from=now-45m&to=now', 'Last 45m'],
  ['?from=2026-11-26T10:00:00.000Z&to=2026-11-26T11:00:00.000Z&tz=UTC', '2026-11-26 10:00 – 11:00'],
])('of %s the button says %s', (search, name) => {
  show(search);
  expect(opener().textContent).toBe(`Time range: ${name}`);
});

test('a range until now is one click', async () => {
  show('?from=now-15m&to=now');
  await open();
  expect(screen.getByRole('button', { name: '15 minutes', pressed: true })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '7 days' }));
  expect(addressShown()).toBe('/?from=now-7d&to=now');
});

test('days of the calendar are those of the zone, from their first moment to their last', async () => {
  show('?from=2026-11-26T10:00:00.000Z&to=2026-11-26T11:00:00.000Z&tz=Europe/Berlin');
  await open();
  fireEvent.click(screen.getByRole('button', { name: 'Monday, November 23, 2026' }));
  fireEvent.click(screen.getByRole('button', { name: 'Tuesday, November 24, 2026' }));
  expect([field('From').value, field('To').value]).toEqual(['2026-11-23 00:00:00', '2026-11-24 23:59:59.999']);
  type('From', '2026-11-23 08:30');
  apply();
  expect(addressShown()).toBe('/?from=2026-11-23T07:30:00.000Z&to=2026-11-24T22:59:59.999Z&tz=Europe/Berlin');
  expect(opener().textContent).toContain('2026-11-23 08:30:00 – 2026-11-24 23:59:59');
});

test.each([
  ['America/Santiago', '2026-09-06', 'Sunday, September 6, 2026', '2026-09-06T04:00:00.000Z'],
  ['America/Havana', '2026-03-08', 'Sunday, March 8, 2026', '2026-03-08T05:00:00.000Z'],
  ['Africa/Cairo', '2026-04-24', 'Friday, April 24, 2026', '2026-04-23T22:00:00.000Z'],
])('a day of %s without a midnight begins when its clocks are put forward', async (zone, day, name, begin) => {
  show(`?from=${day}T12:00:00.000Z&to=${day}T13:00:00.000Z&tz=${zone}`);
  await open();
  const chosen = (): HTMLElement => screen.getByRole('button', { name });
  fireEvent.click(chosen());
  fireEvent.click(chosen());
  expect(document.querySelectorAll('td[aria-selected=true]')).toHaveLength(1);
  apply();
  expect(addressShown()).toContain(`from=${begin}`);
});

test('an end that nobody touched stays the moment that it was, in the hour that comes twice too', async () => {
  show('?from=2026-10-25T01:30:00.250Z&to=2026-10-25T02:00:00.000Z&tz=Europe/Berlin');
  await open();
  expect(field('From').value).toBe('2026-10-25 02:30:00.250');
  type('To', '2026-10-25 04:00');
  apply();
  expect(addressShown()).toContain('from=2026-10-25T01:30:00.250Z&to=2026-10-25T03:00:00.000Z');
});

test.each([
  ['From', 'soon', 'This is no time.'],
  ['To', '2020-01-01', 'The begin must come before the end.'],
])('%s %s is not taken, and why', async (name, text, why) => {
  show('?from=now-1h&to=now');
  await open();
  type(name, text);
  apply();
  expect(screen.getByRole('alert').textContent).toBe(why);
  expect(addressShown()).toBe('/?from=now-1h&to=now');
  const faulty = (): (string | null)[] => ['From', 'To'].map((end) => field(end).getAttribute('aria-invalid'));
  expect(faulty()).toEqual([String(name === 'From'), String(name === 'To')]);
  type(name, 'now');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(faulty()).toEqual(['false', 'false']);
});
