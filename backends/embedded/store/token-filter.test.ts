import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenize } from '../../../core/query/tokens.ts';
import { createTokenFilterBuilder, openTokenFilter } from './token-filter.ts';

const unitsOf = (text: string): Uint16Array => Uint16Array.from(text.split(''), (unit) => unit.charCodeAt(0));

describe('token filter', () => {
  test('never misses a token or a value that was added, in whatever case', () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), { maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (messages, values) => {
        const builder = createTokenFilterBuilder(1);
        for (const message of messages) builder.addText(message);
        for (const token of messages.flatMap((message) => message.match(/[\p{L}\p{Nd}]+/gu) ?? []))
          builder.addToken(unitsOf(token), 0, token.length);
        for (const value of values) builder.addValue('host', value);
        const filter = openTokenFilter(builder.finish());
        expect(messages.flatMap(tokenize).every((token) => filter.mayHaveToken(token))).toBe(true);
        expect(values.every((value) => filter.mayHaveValue('host', value))).toBe(true);
      }),
    );
  });

  test('takes few absent tokens for present', () => {
    const builder = createTokenFilterBuilder(100);
    for (let index = 0; index < 20_000; index++) builder.addText(`id${index}`);
    const bytes = builder.finish();
    const filter = openTokenFilter(bytes);
    const wrong = Array.from({ length: 20_000 }, (_, index) => filter.mayHaveToken(`other${index}`)).filter(
      Boolean,
    ).length;
    expect(wrong).toBeLessThan(20_000 * 0.02);
    expect(bytes.length).toBeLessThan(20_000 * 1.3);
  });
});
