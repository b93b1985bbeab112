/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Calendar } from './calendar.tsx';

afterEach(cleanup);

const NOVEMBER_26 = 'Thursday, November 26, 2026';

function show(range: { first: string; last: string } | null = { first: '2026-11-26', last: '2026-11-26' }) {
  const onChoose = jest.fn();
  render(<Calendar range={range} today="2026-11-27" onChoose={onChoose} />);
  return onChoose;
}

const day = (name: string): HTMLElement => screen.getByRole('button', { name });
const press = (key: string, more = {}): void =>
  void fireEvent.keyDown(document.activeElement as Element, { key, ...more });
const focused = (): string | null | undefined => document.activeElement?.getAttribute('aria-label');
const selected = (): string[] =>
  [...document.querySelectorAll('[aria-selected=true]')].map(({ textContent }) => textContent);

test('shows the month of the range, and says which days are in it and which is today', () => {
  show({ first: '2026-11-24', last: '2026-11-26' });
  expect(screen.getByRole('grid', { name: 'November 2026' })).toBeTruthy();
  expect(selected()).toEqual(['24', '25', '26']);
  expect(day('Friday, November 27, 2026').getAttribute('aria-current')).toBe('date');
});

test('shows the month of today where no days are chosen', () => {
  show(null);
  expect(screen.getByRole('grid', { name: 'November 2026' })).toBeTruthy();
  expect(selected()).toEqual([]);
});

test('a click is a day, and a second one makes it a range, whichever comes first', () => {
  const onChoose = show();
  fireEvent.click(day('Friday, November 20, 2026'));
  expect(screen.getByRole('status').textContent).toBe('This day, or choose the last.');
  fireEvent.mouseEnter(day('Wednesday, November 18, 2026'));
  expect(selected()).toEqual(['18', '19', '20']);
  fireEvent.click(day('Tuesday, November 17, 2026'));
  expect(onChoose.mock.calls).toEqual([
    [{ first: '2026-11-20', last: '2026-11-20' }],
    [{ first: '2026-11-17', last: '2026-11-20' }],
  ]);
});

test('one day of the grid can be reached by Tab, and keys go on from there into other months', () => {
  show();
  const reached = [...document.querySelectorAll<HTMLElement>('[data-day]')].filter(({ tabIndex }) => tabIndex === 0);
  expect(reached.map((element) => element.getAttribute('aria-label'))).toEqual([NOVEMBER_26]);
  reached[0]?.focus();
  press('ArrowRight');
  expect(focused()).toBe('Friday, November 27, 2026');
  press('ArrowDown');
  expect(focused()).toBe('Friday, December 4, 2026');
  expect(screen.getByRole('grid', { name: 'December 2026' })).toBeTruthy();
  press('Home');
  expect(focused()).toBe('Monday, November 30, 2026');
  press('PageUp', { shiftKey: true });
  expect(focused()).toBe('Sunday, November 30, 2025');
  press('ArrowLeft', { altKey: true });
  expect(focused()).toBe('Sunday, November 30, 2025');
});

test('the arrows beside the month turn it over without choosing', () => {
  const onChoose = show();
  fireEvent.click(screen.getByRole('button', { name: 'Previous month' }));
  expect(screen.getByRole('grid', { name: 'October 2026' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Next month' }));
  expect(screen.getByRole('grid', { name: 'November 2026' })).toBeTruthy();
  expect(onChoose).not.toHaveBeenCalled();
});

test('a range that was typed is followed', () => {
  const onChoose = jest.fn();
  const { rerender } = render(<Calendar range={null} today="2026-11-27" onChoose={onChoose} />);
  rerender(<Calendar range={{ first: '2025-02-01', last: '2025-02-02' }} today="2026-11-27" onChoose={onChoose} />);
  expect(screen.getByRole('grid', { name: 'February 2025' })).toBeTruthy();
  expect(selected()).toEqual(['1', '2']);
});
