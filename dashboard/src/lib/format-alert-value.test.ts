import { expect, test } from '@jest/globals';
import { formatAlertValue } from './format-alert-value.ts';

test.each([
  [1, 'logs', '1 log'],
  [1_240, 'logs', '1,240 logs'],
  [2.345, 'logs/s', '2.35 logs/s'],
  [1, 'logs/s', '1 logs/s'],
  [0.098, 'ratio', '9.8 %'],
  [4_200, 'ms', '4.2 s'],
  [1, 'values', '1 value'],
] as const)('%s %s is told as %s', (value, unit, text) => expect(formatAlertValue(value, unit)).toBe(text));
