import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatTime } from './time.ts';
import { isStoredForm, readTimestamp } from './timestamp.ts';

describe('readTimestamp', () => {
  it.each([
    ['2024-05-01T10:11:12Z', '2024-05-01T10:11:12.000Z'],
    ['2024-05-01t10:11:12z', '2024-05-01T10:11:12.000Z'],
    ['2024-05-01 10:11:12,345', '2024-05-01T10:11:12.345Z'],
    ['2024-05-01T12:11:12.123456789+02:00', '2024-05-01T10:11:12.123456789Z'],
    ['2024-05-01T10:11:12.5+0530', '2024-05-01T04:41:12.500Z'],
    ['2024-05-01 10:11:12.1 -03', '2024-05-01T13:11:12.100Z'],
    ['2024/05/01 10:11:12', '2024-05-01T10:11:12.000Z'],
    ['2024-05-01 10:11:12 UTC', '2024-05-01T10:11:12.000Z'],
    ['2024-05-01 10:11:12.123 CEST', '2024-05-01T08:11:12.123Z'],
    ['2024-05-01T10:11', '2024-05-01T10:11:00.000Z'],
    ['2024-05-01', '2024-05-01T00:00:00.000Z'],
    ['20240501T101112Z', '2024-05-01T10:11:12.000Z'],
    ['20240501101112', '2024-05-01T10:11:12.000Z'],
    ['20240501', '2024-05-01T00:00:00.000Z'],
    ['10/Oct/2000:13:55:36 -0700', '2000-10-10T20:55:36.000Z'],
    ['Wed, 01 May 2024 10:11:12 GMT', '2024-05-01T10:11:12.000Z'],
    ['Fri Sep 09 10:42:29.902022 2011', '2011-09-09T10:42:29.902022Z'],
    ['Wed May  1 10:11:12 2024', '2024-05-01T10:11:12.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z'],
    [1714558272, '2024-05-01T10:11:12.000Z'],
    [1714558272.123, '2024-05-01T10:11:12.123Z'],
    [1714558272123, '2024-05-01T10:11:12.123Z'],
    [1714558272123456, '2024-05-01T10:11:12.123456Z'],
    ['1714558272', '2024-05-01T10:11:12.000Z'],
    ['1714558272123456789', '2024-05-01T10:11:12.123456789Z'],
    [0, '1970-01-01T00:00:00.000Z'],
    [-1.5, '1969-12-31T23:59:58.500Z'],
  ])('reads %s', (text, expected) => {
    expect(readTimestamp(text)).toBe(expected);
  });

  it.each([
    ['2024-02-30T00:00:00Z'],
    ['2024-13-01T00:00:00Z'],
    ['2024-05-01T24:00:01Z'],
    ['2024-05-01T10:60:00Z'],
    ['2024-05-01T10:11:12+25:00'],
    ['9999-12-31T23:59:59-01:00'],
    ['0000-01-01T00:00:00+01:00'],
    ['soon'],
    [''],
    ['12:30'],
    [Number.NaN],
    [1e300],
    [null],
    [{}],
    [true],
  ])('finds no time in %s', (value) => {
    expect(readTimestamp(value)).toBeNull();
  });

  it('reads back every time that can be written', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0000-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        (date) => {
          const text = formatTime(date.getTime());
          expect(isStoredForm(text)).toBe(true);
          expect(readTimestamp(text)).toBe(text);
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.stringMatching(/^[0-9TZ:. +/-]{1,40}$/)), (value) => {
        const text = readTimestamp(value);
        if (text !== null) expect(Number.isNaN(Date.parse(text))).toBe(false);
        if (typeof value === 'string') isStoredForm(value);
      }),
    );
  });
});
