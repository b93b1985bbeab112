import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatTime } from '../../core/time.ts';
import { createZonedTime } from './zoned-time.ts';

test.each([
  ['Europe/Berlin', '2026-11-20T10:00:00.123Z', '2026-11-20T11:00:00.123+01:00'],
  ['Europe/Berlin', '2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59.999+01:00'],
  ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00.000+02:00'],
  ['America/St_Johns', '2026-11-20T10:00:00.000Z', '2026-11-20T06:30:00.000-03:30'],
  ['Asia/Kathmandu', '2026-11-20T23:00:00.000Z', '2026-11-21T04:45:00.000+05:45'],
])('%s at %s', (zone, time, written) => {
  expect(createZonedTime(zone)(time)).toBe(written);
});

test('the written time is the same instant', () => {
  const write = createZonedTime('America/New_York');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0) }), (ms) =>
      expect(Date.parse(write(formatTime(ms)))).toBe(ms),
    ),
  );
});

test('an unknown zone is refused', () => {
  expect(() => createZonedTime('Mars/Base')).toThrow(RangeError);
});
