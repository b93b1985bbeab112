import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { absoluteRange, isRelative, previousRange, relativeSpan, resolveRange, resolveTime } from './time-range.ts';

const NOW = Date.parse('2026-11-26T14:00:00.000Z');
const MINUTE = 60_000;

describe('one end of a range', () => {
  test.each<[string, number | null]>([
    ['now', NOW],
    ['now-15m', NOW - 15 * MINUTE],
    ['now-1h30m', NOW - 90 * MINUTE],
    ['now+5m', NOW + 5 * MINUTE],
    ['2026-11-26T13:00:00Z', NOW - 60 * MINUTE],
    ['2026-11-26T14:00:00+01:00', NOW - 60 * MINUTE],
    ['2026-11-26', NOW - 14 * 60 * MINUTE],
    ['2026-11-26T13:00:00', NOW - 60 * MINUTE],
    [String(NOW), NOW],
    ['now-', null],
    ['now-99999999999d', null],
    ['5', null],
    ['yesterday', null],
    ['', null],
  ])('%j is the moment that the API takes it for', (text, ms) => expect(resolveTime(text, NOW)).toBe(ms));
});

describe('a range', () => {
  test('that cannot be read is the last hour', () => {
    const lastHour = { from: NOW - 60 * MINUTE, to: NOW };
    expect(resolveRange({ from: 'never', to: 'now' }, NOW)).toEqual(lastHour);
    expect(resolveRange({ from: 'now', to: 'now-1h' }, NOW)).toEqual(lastHour);
  });

  test('moves with the clock when it ends now', () => {
    expect(isRelative({ from: 'now-1h', to: 'now' })).toBe(true);
    expect(isRelative({ from: '2026-11-26T00:00:00Z', to: 'now' })).toBe(false);
    expect(isRelative({ from: 'now-1h', to: 'now-30m' })).toBe(false);
  });

  test.each([
    ['now-15m', 'now', '15m'],
    ['now-1h30m', 'now', '1h30m'],
    ['now', 'now', null],
    ['now-soon', 'now', null],
    ['now-1h', 'now-5m', null],
  ])('%s … %s spans %s', (from, to, span) => expect(relativeSpan({ from, to })).toBe(span));

  test('comes right after the range before it, which is as long', () => {
    const time = fc.integer({ min: 0, max: NOW });
    fc.assert(
      fc.property(time, time, (one, other) => {
        const range = absoluteRange(Math.min(one, other), Math.max(one, other));
        const { from, to } = resolveRange(range, NOW);
        const before = resolveRange(previousRange(range, NOW), NOW);
        expect(before).toEqual({ from: from - (to - from) - 1, to: from - 1 });
      }),
    );
  });

  test('can be written whatever its moments are', () => {
    expect(absoluteRange(-1e17, 1e17)).toEqual({ from: '0000-01-01T00:00:00.000Z', to: '9999-12-31T23:59:59.999Z' });
  });
});
