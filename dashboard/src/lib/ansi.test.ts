import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAnsi, stripAnsi } from './ansi.ts';

const E = '\u001b[';

test('colours and weights are decoded and end where they end', () => {
  expect(readAnsi(`a ${E}1;31mred${E}22m thin${E}0m b`)).toEqual([
    { text: 'a ', start: 0, style: {} },
    { text: 'red', start: 9, style: { isBold: true, colour: 'red' } },
    { text: ' thin', start: 17, style: { isBold: false, isFaint: false, colour: 'red' } },
    { text: ' b', start: 26, style: {} },
  ]);
});

test.each([
  ['38;5;196', 'red'],
  ['38;5;12', 'blue'],
  ['38;2;10;200;20', 'green'],
  ['97', 'white'],
])('the code %s is the nearest of eight colours: %s', (code, colour) => {
  expect(readAnsi(`${E}${code}mx`)[0]?.style).toEqual({ colour });
});

test('a ground and a broken code colour nothing', () => {
  expect(readAnsi(`${E}48;5;196;41mx${E}99;999my`).map(({ style }) => style)).toEqual([{}, {}]);
});

test('moves of the cursor, titles and links of a terminal are taken out', () => {
  expect(stripAnsi(`${E}2J${E}1;1Ha\u001b]0;title\u0007b\u001b]8;;http://x\u001b\\c`)).toBe('abc');
});

test('the runs of any text are its pieces, in their order, without the sequences', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom(`${E}31m`, `${E}0m`, '\u001b', `${E}`, '\u001b]0;t\u0007'));
  fc.assert(
    fc.property(
      fc.array(part).map((parts) => parts.join('')),
      (text) => {
        const runs = readAnsi(text);
        for (const run of runs) expect(text.slice(run.start, run.start + run.text.length)).toBe(run.text);
        expect(runs.map(({ text: run }) => run).join('')).toBe(stripAnsi(text));
      },
    ),
  );
});
