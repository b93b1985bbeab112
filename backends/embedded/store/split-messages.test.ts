import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenize } from '../../../core/query/tokens.ts';
import { SLOT, slotsIn } from './message-template.ts';
import { createMessageSplitter, type SplitMessages } from './split-messages.ts';
import { textOf } from './text-units.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary-ascii' }),
  fc
    .array(fc.constantFrom('a', 'B9', '7', '٣', 'é1', ' ', '-', '\0', '\ud800', '𝟘', '𐐀', 'İ', '०x'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);

interface Found {
  template: string;
  variables: string[];
}

function fill({ template, variables }: Found): string {
  let used = 0;
  return template.split(SLOT).reduce((text, part) => text + variables[used++] + part);
}

function split(messages: readonly (string | undefined)[]): SplitMessages {
  const splitter = createMessageSplitter(messages.length);
  for (const [row, message] of messages.entries()) if (message !== undefined) splitter.add(row, message);
  return splitter.finish();
}

/** By row: the template and the variables. */
function rowsOf({ templates, codes, units, ends, firstVariable }: SplitMessages): (Found | undefined)[] {
  return Array.from(codes, (code, row) => {
    const template = templates[code - 1];
    if (template === undefined) return undefined;
    const first = firstVariable[row] as number;
    const variables = Array.from({ length: slotsIn(template) }, (_, slot) =>
      textOf(units.subarray(ends[first + slot - 1] ?? 0, ends[first + slot])),
    );
    return { template, variables };
  });
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
    expect(rowsOf(split([message]))).toEqual([{ template, variables }]);
  });

  test('a long word without a digit takes a moment, also beside what is not ASCII', () => {
    const message = `${'x'.repeat(1_000_000)}…`;
    expect(rowsOf(split([message]))).toEqual([{ template: message, variables: [] }]);
  });

  test('filling the templates with their variables gives the messages back, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.option(texts, { nil: undefined }), { maxLength: 20 }), (messages) => {
        expect(rowsOf(split(messages)).map((found) => found && fill(found))).toEqual(messages);
      }),
    );
  });

  test('each different template stands there once', () => {
    const messages = ['a 1', 'b 1', 'a 2', `c${SLOT}`, 'b 3', 'a 1', '1'];
    expect(split(messages).templates).toEqual([`a ${SLOT}`, `b ${SLOT}`, SLOT]);
  });

  test('variables are exactly the tokens with a digit, the template holds the others', () => {
    fc.assert(
      fc.property(texts, (message) => {
        fc.pre(!message.includes(SLOT));
        const [{ template, variables }] = rowsOf(split([message])) as [Found];
        const hasDigit = (token: string): boolean => /\p{Nd}/u.test(token);
        const tokens = tokenize(message);
        expect(variables.flatMap(tokenize)).toEqual(tokens.filter(hasDigit));
        expect(tokenize(template)).toEqual(tokens.filter((token) => !hasDigit(token)));
      }),
    );
  });
});
