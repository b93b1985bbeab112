import { expect, test } from '@jest/globals';
import { firstLine } from './first-line.ts';

test.each([
  ['one', 'one', 0, false],
  ['one\ntwo\r\nthree\n', 'one', 2, false],
  ['one\r\ntwo', 'one', 1, false],
  ['\n\n  late', '  late', 0, false],
  ['\n', '', 0, false],
  ['', '', 0, false],
  ['a'.repeat(11), 'a'.repeat(10), 0, true],
  [`${'a'.repeat(11)}\nb`, 'a'.repeat(10), 1, true],
])('of %j a row shows %j and says +%d', (message, text, moreLines, isCut) => {
  expect(firstLine(message, 10)).toMatchObject({ text, moreLines, isCut });
});

test('a stack trace says how many lines follow', () => {
  expect(firstLine(`Error\n${'  at x\n'.repeat(23)}`).moreLines).toBe(23);
});
