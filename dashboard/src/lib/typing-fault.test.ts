import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery } from '../../../core/query/parse.ts';
import { typingFault } from './typing-fault.ts';

/** `|` is the caret. */
function faultIn(text: string) {
  return typingFault(text.replace('|', ''), text.indexOf('|'), parseQuery);
}

test.each([
  'a |b',
  'level:error AND|',
  'level:error AND |',
  'level:|',
  'level:>=|',
  'timestamp:<|',
  'status_code:>=|',
  'status_code:[200|',
  'status_code:[200 |',
  'status_code:[200 TO |',
  'status_code:[200 TO 3|',
  '(a OR |',
  '(a OR (b "refused con|',
  '"connection refused|',
  '/time(d )?ou|',
  '/(time |',
  'NOT |',
  'a -|',
  'a b)|',
  'status_code:>=5x|',
])('nothing is marked while it is still written: %s', (text) => expect(faultIn(text)).toBeNull());

test.each<[text: string, at: number]>([
  ['a b) c|', 3],
  ['a b) |', 3],
  ['status_code:>=5x level:er|', 14],
  ['AND b|', 0],
  ['a OR OR b|', 5],
  ['(a b| c', 0],
  ['|b)', 1],
])('a mistake that was left behind is marked: %s', (text, at) => expect(faultIn(text)?.at).toBe(at));

test('whatever is written, a query without a mistake is never marked, and a mark is within the text', () => {
  const piece = fc.constantFrom(
    'a',
    'level:',
    'error',
    '(',
    ')',
    ' ',
    '"',
    '/',
    'AND',
    'OR',
    '-',
    '[',
    ' TO ',
    ']',
    '>=',
    '1',
    '*',
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, fc.nat(40), (query, place) => {
      const fault = typingFault(query, Math.min(place, query.length), parseQuery);
      if (fault === null) return;
      expect(() => parseQuery(query)).toThrow(fault.message);
      expect(fault.at >= 0 && fault.at <= query.length).toBe(true);
    }),
    { numRuns: 500 },
  );
});
