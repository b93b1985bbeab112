import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compilePhrase, compilePrefix, tokenize } from './tokens.ts';

/** The definition, read from the words of it. */
function tokensByDefinition(text: string): string[] {
  return (text.match(/[\p{L}\p{Nd}]+/gu) ?? []).map((token) =>
    [...token].map((char) => (char === 'İ' ? 'i' : char.toLowerCase().replace('ς', 'σ'))).join(''),
  );
}

const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('Time', 'out', '-', ' ', '42', '\ud800', '𐐀', 'ΟΔΟΣ'),
    ),
  )
  .map((parts) => parts.join(''));

describe('tokenize', () => {
  test.each([
    ['Connection refused: 10.0.0.1:5432', ['connection', 'refused', '10', '0', '0', '1', '5432']],
    ['time-out_42', ['time', 'out', '42']],
    ['', []],
    ['--- !!! ---', []],
    ['Ünïcode ΟΔΟΣ İstanbul', ['ünïcode', 'οδοσ', 'istanbul']],
    ['日本語ログ ٤٢', ['日本語ログ', '٤٢']],
    ['a🙂b𐐀', ['a', 'b𐐨']],
    ['x\ud800y\udc00z', ['x', 'y', 'z']],
  ])('%j', (given, tokens) => {
    expect(tokenize(given)).toEqual(tokens);
  });

  test('gives the tokens of the definition for any text', () => {
    fc.assert(fc.property(text, (given) => expect(tokenize(given)).toEqual(tokensByDefinition(given))));
  });

  test('lower-casing a token again changes nothing, for every code point', () => {
    for (let point = 0; point <= 0x10ffff; point++) {
      const [token] = tokenize(String.fromCodePoint(point));
      if (token !== undefined && tokenize(token)[0] !== token) throw new Error(`U+${point.toString(16)}: ${token}`);
    }
  });
});

describe('compilePhrase', () => {
  test('finds whole tokens in order, whatever stands between them', () => {
    expect(compilePhrase(['connection', 'refused'])('Connection: REFUSED by peer')).toBe(true);
    expect(compilePhrase(['connection', 'refused'])('connection was refused')).toBe(false);
    expect(compilePhrase(['connection', 'refused'])('connections refused')).toBe(false);
    expect(compilePhrase(['a', 'b'])('a a b')).toBe(true);
  });

  test('agrees with the tokens of the text', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 3 }), text, (given, start, count, other) => {
        const tokens = tokensByDefinition(given);
        const present = tokens.slice(start % (tokens.length + 1)).slice(0, count);
        expect(compilePhrase(present)(given)).toBe(true);
        const wanted = tokensByDefinition(other).slice(0, count);
        const isThere = tokens.some((_, at) => wanted.every((token, index) => tokens[at + index] === token));
        expect(compilePhrase(wanted)(given)).toBe(wanted.length === 0 || isThere);
      }),
    );
  });
});

test('compilePrefix finds the beginning of any token and nothing else', () => {
  expect(compilePrefix('pay')('the PAYMENT failed')).toBe(true);
  expect(compilePrefix('pay')('a repayment')).toBe(false);
  fc.assert(
    fc.property(text, fc.constantFrom('t', 'time', '4', 'ο', 'x', '𐐨'), (given, prefix) =>
      expect(compilePrefix(prefix)(given)).toBe(tokensByDefinition(given).some((token) => token.startsWith(prefix))),
    ),
  );
});
