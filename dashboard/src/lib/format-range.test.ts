import { expect, test } from '@jest/globals';
import { editableEnd, formatRange } from './format-range.ts';

test.each([
  ['2026-11-26T10:00:00.000Z', '2026-11-26T11:00:00.000Z', '2026-11-26 10:00 – 11:00'],
  ['2026-11-26T10:00:30.000Z', '2026-11-26T11:00:00.000Z', '2026-11-26 10:00:30 – 11:00:00'],
  ['2026-11-26T22:00:00.000Z', '2026-11-27T02:00:00.000Z', '2026-11-26 22:00 – 2026-11-27 02:00'],
  ['2026-11-26T00:00:00.000Z', '2026-11-26T23:59:59.999Z', '2026-11-26'],
  ['2026-11-24T00:00:00.000Z', '2026-11-26T23:59:59.999Z', '2026-11-24 – 2026-11-26'],
  ['2026-11-26T10:00:00.000Z', 'now', '2026-11-26 10:00 – now'],
  ['now-2h', 'now-1h', 'now-2h – now-1h'],
  ['1795687200000', '1795690800000', '2026-11-26 10:00 – 11:00'],
  ['soon', 'later', 'soon – later'],
])('%s … %s is written %s', (from, to, text) => expect(formatRange({ from, to }, 'UTC')).toBe(text));

test('the day is the one of the zone', () => {
  const range = { from: '2026-11-26T22:00:00.000Z', to: '2026-11-27T02:00:00.000Z' };
  expect(formatRange(range, 'Asia/Tokyo')).toBe('2026-11-27 07:00 – 11:00');
});

test('an end that is edited loses nothing', () => {
  expect(editableEnd('2026-11-26T10:00:00.000Z', 'Europe/Berlin')).toBe('2026-11-26 11:00:00');
  expect(editableEnd('2026-11-26T10:00:00.250Z', 'UTC')).toBe('2026-11-26 10:00:00.250');
  expect(editableEnd('now-15m', 'UTC')).toBe('now-15m');
});
