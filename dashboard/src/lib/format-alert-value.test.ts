import { expect, test } from '@jest/globals';
import { formatAlertTick, formatAlertValue } from './format-alert-value.ts';

test.each([
  [1, 'logs', '1 log'],
  [1_240, 'logs', '1,240 logs'],
  [2.345, 'logs/s', '2.35 logs/s'],
  [1, 'logs/s', '1 logs/s'],
  [0.098, 'ratio', '9.8 %'],
  [4_200, 'ms', '4.2 s'],
  [1, 'values', '1 value'],
] as const)('%s %s is told as %s', (value, unit, text) => expect(formatAlertValue(value, unit)).toBe(text));

test.each([
  [12_500, 'logs', '12.5K'],
  [0.25, 'logs/s', '0.25'],
  [0.1, 'ratio', '10 %'],
  [1_500, 'ms', '1.5 s'],
] as const)('%s %s stands on an axis as %s', (value, unit, text) => expect(formatAlertTick(value, unit)).toBe(text));
