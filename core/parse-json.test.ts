import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from './parse-json.ts';

describe('parsing JSON', () => {
  it.each([
    ['1234567890123456789', '1234567890123456789'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['9007199254740993', '9007199254740993'],
    ['9007199254740991', 9_007_199_254_740_991],
    ['1732608000000000', 1_732_608_000_000_000],
    ['12345678901234567890123', '12345678901234567890123'],
    ['0.12345678901234567', Number('0.12345678901234567')],
    ['1234567890123456789.5', Number('1234567890123456789.5')],
    ['1e400', '1e400'],
    ['-1.5E+400', '-1.5E+400'],
    ['1e-400', 0],
  ])('reads %s with no other digits', (digits, value) => {
    expect(parseJson(`{"id":${digits},"in":[[ ${digits}]]}`)).toEqual({ id: value, in: [[value]] });
  });

  it('leaves every other value as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        fc.pre(!/\d{16}|e\+?\d{3}/i.test(text));
        const padded = `[${text},"1234567890123456"]`;
        expect(parseJson(padded)).toEqual(JSON.parse(padded));
      }),
    );
  });

  it('reads what is nested deeper than it can walk', () => {
    const text = `{"id":1234567890123456789,"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(parseJson(text)).toHaveProperty('a');
  });

  it('refuses what is no JSON', () => {
    expect(() => parseJson('{"id":1234567890123456789')).toThrow(SyntaxError);
  });
});
