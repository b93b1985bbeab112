import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createWordScanner } from './word-scanner.ts';

const PATTERNS = [
  { source: 'private.?key', ignoreCase: true },
  { source: 'pass', ignoreCase: true },
  { source: '\\\\u', ignoreCase: true },
  { source: 'AKIA' },
  { source: 'gh[pousr]_' },
  { source: `[0-9]${'[ -]?[0-9]'.repeat(4)}` },
  { source: '[A-Z][A-Z][0-9][0-9] ?[A-Z0-9][A-Z0-9]' },
  { source: 'kay[^a-z]', ignoreCase: true },
  { source: '[^0-9]-[0-9 ]Z' },
];
const scan = createWordScanner(PATTERNS);
const asRegex = PATTERNS.map(({ source, ignoreCase }) => new RegExp(source, ignoreCase ? 'is' : 's'));

describe('the scanner for many patterns', () => {
  it('finds exactly what the same regular expressions find, as behind a line break', () => {
    const piece = fc.constantFrom(
      ...'privateKEYpasAKIgho_0123 -\\uZ\u00e9\u212a\ud83d\n',
      'private',
      'key',
      'pas',
      'AK',
    );
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (each) => {
        expect(scan(each)).toBe(asRegex.some((regex) => regex.test(`\n${each}`)));
        expect(scan(each, Buffer.from(each))).toBe(scan(each));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['nothing', '', false],
    ['a word in another case', 'the PaSsword', true],
    ['a word that matters in its own case only', 'akia', false],
    ['an optional place that is there', 'private_key', true],
    ['an optional place that is missing', 'privatekey', true],
    ['a word broken off and begun again', 'papass', true],
    ['a run that an earlier run hides', '12-3 45', true],
    ['a run with two separators', '12--345', false],
  ])('reads %s', (_name, text, found) => {
    expect(scan(text)).toBe(found);
  });

  it('takes all letters beyond ASCII for one where a class has any of them', () => {
    const withBlank = createWordScanner([{ source: '1[ \u00a0]2' }]);
    expect(['1 2', '1\u00a02', '1é2', '1x2'].map((each) => withBlank(each))).toEqual([true, true, true, false]);
  });

  it('refuses a pattern whose beginning may be missing', () => {
    expect(() => createWordScanner([{ source: 'a?b' }])).toThrow(RangeError);
  });
});
