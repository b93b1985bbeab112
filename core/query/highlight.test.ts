import { expect, test } from '@jest/globals';
import { createHighlighter } from './highlight.ts';
import { parseQuery } from './parse.ts';

test.each([
  ['refused', 'Connection REFUSED, refused!', ['REFUSED', 'refused']],
  ['"connection refused"', 'x connection: refused', ['connection: refused']],
  ['pay*', 'repay the Payment', ['Payment']],
  ['/o+/ OR /x*/', 'foo boo', ['oo', 'oo']],
  ['time OR /ime ?o/', 'time out', ['time o']],
  ['a -b NOT (c d)', 'a b c d', ['a']],
  ['level:error status_code:>=500', 'error 500', []],
  ['İstanbul', 'x 🙂 istanbul', ['istanbul']],
])('%s in %j marks %j', (query, message, marked) => {
  const spans = createHighlighter(parseQuery(query))(message);
  expect(spans.map(([start, end]) => message.slice(start, end))).toEqual(marked);
});

test('a message full of hits is marked at most a hundred times', () => {
  expect(createHighlighter(parseQuery('a b'))('a b x '.repeat(10_000))).toHaveLength(100);
});
