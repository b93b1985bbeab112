import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayAfterKey, moveMonth, weeksOf } from './calendar.ts';

const days = fc
  .integer({ min: Date.parse('0001-01-01'), max: Date.parse('9998-12-31') })
  .map((ms) => new Date(ms).toISOString().slice(0, 10));

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2028-02-29', 12, '2029-02-28'],
  ['0099-12-31', 2, '0100-02-28'],
  ['9999-12-31', 1, '9999-12-31'],
])('%s and %d months is %s', (day, months, moved) => expect(moveMonth(day, months)).toBe(moved));

test('six weeks from a Monday on hold every day of the month, one after the other', () => {
  fc.assert(
    fc.property(days, (day) => {
      const weeks = weeksOf(day);
      const all = weeks.flat();
      expect(weeks.every((week) => new Date(`${week[0]}T00:00:00Z`).getUTCDay() === 1)).toBe(true);
      expect(new Set(all).size).toBe(42);
      expect(all).toEqual(all.toSorted());
      expect(all).toContain(`${day.slice(0, 8)}01`);
      expect(all).toContain(dayAfterKey(`${moveMonth(day, 1).slice(0, 8)}01`, { key: 'ArrowLeft', shiftKey: false }));
    }),
  );
});

test.each([
  ['ArrowLeft', false, '2026-11-25'],
  ['ArrowRight', false, '2026-11-27'],
  ['ArrowUp', false, '2026-11-19'],
  ['ArrowDown', false, '2026-12-03'],
  ['Home', false, '2026-11-23'],
  ['End', false, '2026-11-29'],
  ['PageUp', false, '2026-10-26'],
  ['PageDown', false, '2026-12-26'],
  ['PageUp', true, '2025-11-26'],
  ['PageDown', true, '2027-11-26'],
  ['x', false, null],
])('from Thursday 2026-11-26 the key %s (shift: %s) leads to %s', (key, shiftKey, day) =>
  expect(dayAfterKey('2026-11-26', { key, shiftKey })).toBe(day),
);
