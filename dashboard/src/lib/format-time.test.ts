import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatAge,
  formatClock,
  formatFull,
  formatMinute,
  formatPast,
  formatTick,
  isZone,
  parseInZone,
  shapeFor,
  shapeOfBar,
  zoneName,
} from './format-time.ts';

const TIME = '2026-10-26T13:03:07.512Z';
const MS = Date.parse(TIME);

describe('a moment', () => {
  test('is shown by a clock of the zone', () => {
    expect(formatClock(TIME, 'UTC')).toBe('13:03:07.512');
    expect(formatClock(MS, 'Asia/Kolkata')).toBe('18:33:07.512');
    expect(formatFull(TIME, 'Europe/Berlin')).toBe('2026-10-26 14:03:07.512');
    expect(formatFull('2026-10-26T00:00:00.000Z', 'UTC')).toBe('2026-10-26 00:00:00.000');
  });

  test('on an axis has what tells it from its neighbours', () => {
    expect(formatTick(MS, 'UTC', shapeFor(60_000))).toBe('13:03:07');
    expect(formatTick(MS, 'UTC', shapeFor(3_600_000))).toBe('13:03');
    expect(formatTick(MS, 'UTC', shapeFor(7 * 86_400_000))).toBe('Oct 26 13:03');
  });

  test('at the edge of a bar has its seconds where the bar has no whole minutes', () => {
    expect([30_000, 90_000, 60_000, 3_600_000].map(shapeOfBar)).toEqual(['second', 'second', 'minute', 'minute']);
  });

  test('has its day where it was more than a day ago', () => {
    expect(formatMinute(MS, 'UTC', MS + 1_000)).toBe('13:03');
    expect(formatMinute(MS, 'UTC', MS + 86_400_001)).toBe('Oct 26 13:03');
  });

  test('that is none is shown as it came', () => expect(formatFull('not yet', 'UTC')).toBe('not yet'));

  test.each([
    [500, 'just now'],
    [59_999, '59 s ago'],
    [180_000, '3 min ago'],
    [7_200_000, '2 h ago'],
    [3 * 86_400_000, '3 d ago'],
    [-7_200_000, 'in 2 h'],
  ])('%d ms before now is %s', (ms, text) => expect(formatAge(MS - ms, MS)).toBe(text));

  test('that has been is never to come', () => {
    expect(formatPast(MS - 180_000, MS)).toBe('3 min ago');
    expect(formatPast(TIME, MS - 7_200_000)).toBe('just now');
  });
});

describe('a time that was typed', () => {
  test.each<[string, string, string | null]>([
    ['2026-11-26 14:00', 'UTC', '2026-11-26T14:00:00.000Z'],
    ['2026-11-26T14:00:30.25', 'Europe/Berlin', '2026-11-26T13:00:30.250Z'],
    ['2026-11-26', 'America/New_York', '2026-11-26T05:00:00.000Z'],
    ['2026-11-26T14:00:00+02:00', 'Asia/Tokyo', '2026-11-26T12:00:00.000Z'],
    ['2026-11-26 14:00Z', 'Asia/Tokyo', '2026-11-26T14:00:00.000Z'],
    // clocks are put forward
    ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    ['2026-13-01', 'UTC', null],
    ['tomorrow', 'UTC', null],
    ['order 5', 'UTC', null],
  ])('%s in %s is %s', (text, zone, time) => {
    const ms = parseInZone(text, zone);
    expect(ms === null ? null : new Date(ms).toISOString()).toBe(time);
  });

  test('is the moment that is shown like that', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'America/Santiago',
    );
    const moments = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2040-01-01') });
    fc.assert(
      fc.property(moments, zones, (ms, zone) => {
        const shown = formatFull(ms, zone);
        const found = parseInZone(shown, zone);
        // in the hour that comes twice either of the two will do
        expect(found === null ? null : formatFull(found, zone)).toBe(shown);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('zones are those that the browser knows', () => {
  expect(['local', 'UTC', 'Europe/Berlin', 'Mars/Base'].map(isZone)).toEqual([true, true, true, false]);
  expect(zoneName('UTC')).toBe('UTC');
});
