import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery } from '../../../core/query/parse.ts';
import { typingFault } from './typing-fault.ts';

/** `|` is the caret. While somebody writes, what is wrong with the word there is left alone. */
function faultIn(text: string, isWriting = true) {
  const fault = typingFault(text.replace('|', ''), text.indexOf('|'), parseQuery);
  return isWriting && fault?.isInHand ? null : fault;
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

test.each<[text: string, at: number, meant: string | null]>([
  ['a b) c|', 3, 'a b c'],
  ['a b) |', 3, 'a b'],
  ['status_code:>=5x level:er|', 14, null],
  ['AND b|', 0, 'b'],
  ['a OR OR b|', 5, 'a OR b'],
  ['(a b| c', 0, '(a b c)'],
  ['|b)', 1, 'b'],
  ['level:warm (a OR |', 6, 'level:warn (a OR '],
])('a mistake that was left behind is marked, with what may have been meant: %s', (text, at, meant) =>
  expect(faultIn(text)).toMatchObject({ at, meant }),
);

test.each<[text: string, at: number, meant: string | null]>([
  ['a b)|', 3, 'a b'],
  ['status_code:>=5x|', 14, null],
  ['level:warm|', 6, 'level:warn'],
  ['level:>=erorr|', 8, 'level:>=error'],
  ['a level:verybad|', 8, null],
  ['category:(General OR Securty|', 21, 'category:(General OR Security'],
  ['timestamp:2026-13|', 10, null],
  ['ip_address:10.0.0.0/99|', 11, null],
  ['a*b|', 1, null],
])('a mistake of the last word is marked once nobody writes: %s', (text, at, meant) => {
  expect(faultIn(text)).toBeNull();
  expect(faultIn(text, false)).toMatchObject({ at, meant });
});

test.each([
  'level:|',
  'level:e|',
  'level:>=erro|',
  'category:(Security OR perf|',
  'level:[w|',
  'level:[warn TO er|',
  'level:"fat|',
  'timestamp:>2026-1|',
  'timestamp:2026-11-3|',
  'timestamp:"2026-11-20T10:0|',
  'timestamp:2026-11-20T10:00:00+0|',
  'timestamp:17951688|',
  'ip_address:10.0.0.0/|',
  'response_time:1e|',
  'status_code:[200 TO|',
  '(a OR (b "refused con|',
  '/time(d )?ou|',
  'a -|',
])('nothing is marked that only goes on, also when nobody writes: %s', (text) =>
  expect(faultIn(text, false)).toBeNull(),
);

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
      const { meant } = fault;
      expect(meant && typingFault(meant, meant.length, parseQuery)).toBeNull();
    }),
    { numRuns: 500 },
  );
});

test.each(['a b) ('.repeat(40), `${'('.repeat(25)}level:warm (a`])(
  'a query of many brackets is looked at in few readings: %#',
  (query) => {
    let readings = 0;
    const parse = (text: string): unknown => {
      readings += 1;
      return parseQuery(text);
    };
    expect(typingFault(query, query.length, parse)).not.toBeNull();
    expect(readings).toBeLessThan(300);
  },
);
