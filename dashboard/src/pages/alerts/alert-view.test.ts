import { describe, expect, test } from '@jest/globals';
import { barOf, lineOf } from './alert-view.ts';

describe('the line of the threshold', () => {
  const HOUR_MS = 3_600_000;

  test('stands where the rule counts logs, for each of its windows', () => {
    expect(lineOf({ unit: 'logs', threshold: 10 }, '1m', HOUR_MS)).toEqual({ interval: '1m', threshold: 10 });
    expect(lineOf({ unit: 'logs/s', threshold: 2 }, '30s', HOUR_MS)).toEqual({ interval: '30s', threshold: 60 });
  });

  test('is left out where it would say something else', () => {
    expect(lineOf({ unit: 'ratio', threshold: 0.1 }, '1m', HOUR_MS)).toBeNull();
    expect(lineOf({ unit: 'logs', threshold: 10 }, undefined, HOUR_MS)).toBeNull();
    expect(lineOf({ unit: 'logs', threshold: 10 }, '10s', 24 * HOUR_MS)).toBeNull();
  });
});

test('the bar has room for the larger of value and threshold', () => {
  expect(barOf(100, 50)).toEqual({ value: 87, threshold: 43 });
  expect(barOf(0, 0)).toEqual({ value: 0, threshold: 0 });
});
