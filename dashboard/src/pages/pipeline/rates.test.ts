import { expect, test } from '@jest/globals';
import { perSecond } from './rates.ts';

test('a rate is what came between two counts', () => {
  expect(perSecond({ at: 1_000, count: 100 }, { at: 3_000, count: 500 })).toBe(200);
});

test('there is none where a count is not known, counting began anew, or no time passed', () => {
  expect(perSecond({ at: 1_000, count: undefined }, { at: 3_000, count: 500 })).toBeNull();
  expect(perSecond({ at: 1_000, count: 100 }, { at: 3_000, count: null })).toBeNull();
  expect(perSecond({ at: 1_000, count: 100 }, { at: 3_000, count: 0 })).toBeNull();
  expect(perSecond({ at: 1_000, count: 100 }, { at: 1_000, count: 100 })).toBeNull();
});
