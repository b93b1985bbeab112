import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stripAnsi } from './ansi.ts';
import { findMarks, type Mark, textPieces } from './text-pieces.ts';
import { visibleText } from './visible-text.ts';

test('marks lie over colours and count in the text as it came', () => {
  const text = '\u001b[31mtime\u001b[0mout now';
  const pieces = textPieces(text, [{ start: 5, end: 16, kind: 'hit' }]);
  expect(pieces.map(({ text: piece, mark, style }) => [piece, mark, style.colour])).toEqual([
    ['time', 'hit', 'red'],
    ['out', 'hit', undefined],
    [' now', null, undefined],
  ]);
});

test('where two marks overlap the later wins', () => {
  const marks: Mark[] = [
    { start: 0, end: 5, kind: 'hit' },
    { start: 3, end: 8, kind: 'found' },
  ];
  expect(textPieces('abcdefghij', marks).map(({ text, mark }) => [text, mark])).toEqual([
    ['abc', 'hit'],
    ['de', 'found'],
    ['fgh', 'found'],
    ['ij', null],
  ]);
});

test('a word is found whatever its case and whatever signs it holds', () => {
  expect(findMarks('a.B A.b axb', 'a.b', 'found').map(({ start }) => start)).toEqual([0, 4]);
  expect(findMarks('aaa', '', 'found')).toEqual([]);
});

test('whatever the marks, the pieces are the text with the unseen made visible', () => {
  const mark = fc.record({
    start: fc.nat(60),
    end: fc.nat(60),
    kind: fc.constantFrom('hit' as const, 'found' as const),
  });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.array(mark, { maxLength: 8 }), (text, marks) => {
      const pieces = textPieces(text, marks);
      expect(new Set(pieces.map(({ start }) => start)).size).toBe(pieces.length);
      // a mark may cut a pair of surrogates, which is joined again here
      expect(pieces.map(({ text: piece }) => piece).join('')).toBe(visibleText(stripAnsi(text)));
    }),
  );
});
