import { expect, test } from '@jest/globals';
import { formatSpan, formatValue } from './format-value.ts';

test.each([
  [0.0621, 'ratio', '6.2 %'],
  [1, 'ratio', '100 %'],
  [0.00042, 'ratio', '0.042 %'],
  [350, 'ms', '350 ms'],
  [1_400, 'ms', '1.4 s'],
  [185_000, 'ms', '3 min 5 s'],
  [1, 'logs', '1 log'],
  [12_345, 'logs', '12,345 logs'],
  [0, 'logs', '0 logs'],
  [12.34, 'logs/s', '12.3 logs/s'],
  [14, 'values', '14 values'],
  [Number.NaN, 'ms', '–'],
] as const)('%d in %s is %s', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [850, '850 ms'],
  [42_000, '42 s'],
  [252_000, '4 min 12 s'],
  [3_600_000, '1 h'],
  [11_100_000, '3 h 5 min'],
  [187_200_000, '2 d 4 h'],
  [-5, '0 ms'],
])('%d ms lasted %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});
