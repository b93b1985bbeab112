import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scanQuery } from './scan-query.ts';

const shown = (query: string): string[] =>
  scanQuery(query).map(({ kind, start, end }) => `${kind} ${query.slice(start, end)}`);

test.each([
  ['level:>=warn timeout', ['field level:', 'value >=warn', 'word timeout']],
  ['-service:"the shop"', ['sign -', 'field service:', 'value "the shop"']],
  ['a OR NOT "b c"', ['word a', 'operator OR', 'operator NOT', 'phrase "b c"']],
  ['/time(d )?out/i', ['regex /time(d )?out/i']],
  ['message:/a b/', ['field message:', 'regex /a b/']],
  ['status_code:[500 TO 599]', ['field status_code:', 'value [500 TO 599]']],
  ['path:(a OR +b)', ['field path:', 'open (', 'value a', 'operator OR', 'value +b', 'close )']],
  ['https://a/b', ['word https://a/b']],
  ['level:', ['field level:']],
  ['service:"never closed', ['field service:', 'value "never closed']],
  ['f:[1 TO', ['field f:', 'value [1 TO']],
  ['it"s', ['word it"s']],
])('%s is cut into its tokens', (query, tokens) => expect(shown(query)).toEqual(tokens));

test('values know their field, also inside its brackets', () => {
  const fields = scanQuery('order.id:(a OR b) c').map(({ kind, field }) => [kind, field]);
  const name = 'attributes.order.id';
  expect(fields.filter(([kind]) => kind === 'value' || kind === 'word')).toEqual([
    ['value', name],
    ['value', name],
    ['word', null],
  ]);
});

test('tokens of any text are in order, apart from each other, and leave out nothing but space', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
      let before = 0;
      for (const { start, end } of scanQuery(text)) {
        expect(text.slice(before, start).trim()).toBe('');
        expect(end).toBeGreaterThan(start);
        before = end;
      }
      expect(text.slice(before).trim()).toBe('');
    }),
    { numRuns: 1_000 },
  );
});
