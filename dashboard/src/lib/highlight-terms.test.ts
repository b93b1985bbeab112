import { describe, expect, test } from '@jest/globals';
import { compileExpression } from './compile-expression.ts';
import { createTermHighlighter, expressionOf, freeColour, readTerms, writeTerms } from './highlight-terms.ts';

describe('highlights in an address', () => {
  test('are a line each, in the order of their colours', () => {
    const terms = readTerms('timeout\n/err\\d+/i');
    expect(terms).toEqual([
      { text: 'timeout', colour: 'highlight-1' },
      { text: '/err\\d+/i', colour: 'highlight-2' },
    ]);
    expect(readTerms(writeTerms(terms))).toEqual(terms);
  });

  test('keep their colours when another is taken out, and the next gets the free one', () => {
    const [, second] = readTerms('a\nb');
    const kept = second ? [second] : [];
    expect(readTerms(writeTerms(kept))).toEqual(kept);
    expect(freeColour(kept)).toBe('highlight-1');
    expect(writeTerms([])).toBe('');
  });

  test('are eight at most', () => {
    const terms = readTerms('a\nb\nc\nd\ne\nf\ng\nh\ni');
    expect([terms.length, freeColour(terms)]).toEqual([8, null]);
  });
});

test.each([
  ['timeout', null],
  ['/api/v1', null],
  ['//', null],
  ['/a b/', '/a b/'],
  ['/a/i', '/a/i'],
  ['/api/v1/', '/api\\/v1/'],
  ['/a\\/b/', '/a\\/b/'],
])('%j as a regular expression is %j', (term, expression) => {
  expect(expressionOf(term)).toBe(expression);
});

describe('a highlighter', () => {
  const lit = (terms: string, text: string) =>
    createTermHighlighter(readTerms(terms), compileExpression)
      .marksOf(text)
      .map(({ start, end, kind }) => [text.slice(start, end), kind]);

  test('lights words whatever their case, and expressions as they say', () => {
    expect(lit('TIME\n/er+/\n/ER+/i', 'timeout of err')).toEqual([
      ['time', 'highlight-1'],
      ['err', 'highlight-2'],
      ['err', 'highlight-3'],
    ]);
    expect(lit('/v1/orders/', 'GET /v1/orders')).toEqual([['v1/orders', 'highlight-1']]);
    expect(lit('a.c', 'abc a.c')).toEqual([['a.c', 'highlight-1']]);
  });

  test('says which expression is wrong or too long, and lights the others', () => {
    const long = `/${'a'.repeat(300)}/`;
    const terms = [
      { text: '/(/', colour: 'highlight-1' },
      { text: long, colour: 'highlight-2' },
      { text: 'b', colour: 'highlight-3' },
    ] as const;
    const { faults, marksOf } = createTermHighlighter(terms, compileExpression);
    expect([...faults.keys()]).toEqual(['/(/', long]);
    expect(faults.get('/(/')).toBe('missing closing ): `(`');
    expect(faults.get(long)).toMatch(/longer than 200/);
    expect(marksOf('abc')).toEqual([{ start: 1, end: 2, kind: 'highlight-3' }]);
  });

  test('reads in one go what would keep a backtracking engine for ever', () => {
    expect(lit('/(a+)+$/', `${'a'.repeat(1_000)}b`)).toEqual([]);
  });
});
