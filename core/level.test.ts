import { describe, expect, it } from '@jest/globals';
import { readLevel } from './level.ts';

describe('readLevel', () => {
  it.each([
    ['info', 'info'],
    ['WARNING', 'warn'],
    ['Notice', 'info'],
    ['CRITICAL', 'fatal'],
    ['EMERG', 'fatal'],
    ['ALERT', 'fatal'],
    ['panic', 'fatal'],
    ['SEVERE', 'error'],
    ['Verbose', 'trace'],
    [' err ', 'error'],
    [10, 'trace'],
    [30, 'info'],
    [35, 'info'],
    [60, 'fatal'],
    [0, 'fatal'],
    [3, 'error'],
    ['4', 'warn'],
    [7, 'debug'],
    [400, 'error'],
    [40_000, 'error'],
  ])('takes %s for %s', (value, level) => {
    expect(readLevel(value)).toBe(level);
  });

  it.each([['loud'], [''], [8], [-1], [2.5], [Number.NaN], [null], [{}], ['constructor']])(
    'takes %s for none',
    (value) => {
      expect(readLevel(value)).toBeNull();
    },
  );
});
