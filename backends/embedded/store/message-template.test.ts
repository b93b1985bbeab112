import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenize } from '../../../core/query/tokens.ts';
import { SLOT, slotsIn, splitMessage } from './message-template.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary-ascii' }),
  fc
    .array(fc.constantFrom('a', 'B9', '7', '٣', 'é1', ' ', '-', '\0', '\ud800', '𝟘', '𐐀', 'İ', '०x'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);

function fill(template: string, variables: readonly string[]): string {
  let used = 0;
  return template.split(SLOT).reduce((text, part) => text + variables[used++] + part);
}

describe('message templates', () => {
  test.each([
    ['job 12 took 3.5 s', `job ${SLOT} took ${SLOT}.${SLOT} s`, ['12', '3', '5']],
    ['no digits at all', 'no digits at all', []],
    ['req-9f user42', `req-${SLOT} ${SLOT}`, ['9f', 'user42']],
    ['Größe2 ist ٣', `${SLOT} ist ${SLOT}`, ['Größe2', '٣']],
    [`a${SLOT}1`, SLOT, [`a${SLOT}1`]],
    ['', '', []],
  ])('%j', (message, template, variables) => {
    const found: string[] = [];
    expect([splitMessage(message, found), found]).toEqual([template, variables]);
  });

  test('filling the template with its variables gives the message back, whatever it holds', () => {
    fc.assert(
      fc.property(texts, (message) => {
        const variables = ['before'];
        const template = splitMessage(message, variables);
        expect(slotsIn(template)).toBe(variables.length - 1);
        expect(fill(template, variables.slice(1))).toBe(message);
      }),
    );
  });

  test('variables are exactly the tokens with a digit, the template holds the others', () => {
    fc.assert(
      fc.property(texts, (message) => {
        fc.pre(!message.includes(SLOT));
        const variables: string[] = [];
        const template = splitMessage(message, variables);
        const hasDigit = (token: string): boolean => /\p{Nd}/u.test(token);
        const tokens = tokenize(message);
        expect(variables.flatMap(tokenize)).toEqual(tokens.filter(hasDigit));
        expect(tokenize(template)).toEqual(tokens.filter((token) => !hasDigit(token)));
      }),
    );
  });
});
