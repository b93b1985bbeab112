import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Query } from '../../core/query/ast.ts';
import { parseQuery } from '../../core/query/parse.ts';
import { arbitraryQuery } from '../contract/generators.ts';
import { compileQuery } from './compile-query.ts';
import { numberTerm } from './keyed-terms.ts';

const compiled = (q: string) => compileQuery(parseQuery(q));
const exact = (dsl: unknown) => ({ dsl, exact: true });

describe('what the server decides', () => {
  test.each<[string, unknown]>([
    ['', { match_all: {} }],
    ['TimeOut', { term: { words: { value: 'timeout' } } }],
    ['"connection refused"', { match_phrase: { words: { query: 'connection refused' } } }],
    ['pay*', { prefix: { words: { value: 'pay' } } }],
    ['service:hsearch', { term: { service: { value: 'hsearch' } } }],
    ['category:security', { terms: { category: ['Security'] } }],
    ['level:>=error', { terms: { level: ['error', 'fatal'] } }],
    ['status_code:>=500', { range: { status_code: { gte: 500 } } }],
    ['user_id:*', { exists: { field: 'user_id' } }],
    ['order.id:A-17', { term: { 'attributes.order.id': { value: 'A-17' } } }],
    ['order:*', { term: { present: { value: 'attributes.order' } } }],
    [
      'size:>1',
      {
        range: {
          numbers: { gt: numberTerm('attributes.size', 1), lte: numberTerm('attributes.size', Infinity) },
        },
      },
    ],
    [
      'ip_address:10.0.0.0/8',
      { range: { addresses: { gte: 'ip_address\u000040a000000', lte: 'ip_address\u000040affffff' } } },
    ],
    [
      'timestamp:<2026-11-20T10:00:00Z',
      { range: { timestamp: { gte: '0000-01-01T00:00:00.000Z', lte: '2026-11-20T09:59:59.999Z' } } },
    ],
    ['id:e1-0-7', { ids: { values: ['e1-0-7'] } }],
    ['-service:x', { bool: { must_not: [{ term: { service: { value: 'x' } } }] } }],
  ])('%s', (q, dsl) => expect(compiled(q)).toEqual(exact(dsl)));
});

describe('what is only narrowed by the server', () => {
  const narrowed = (filter: unknown) => ({
    bool: {
      should: [{ bool: { filter } }, { term: { present: { value: 'words.cut' } } }],
      minimum_should_match: 1,
    },
  });
  test.each<[string, unknown]>([
    ['/time(d )?out/', narrowed([{ wildcard: { words: { value: '*time*' } } }])],
    [
      '/: user failed to/',
      narrowed([
        { term: { words: { value: 'user' } } },
        { term: { words: { value: 'failed' } } },
        { wildcard: { words: { value: 'to*' } } },
      ]),
    ],
    ['/a|b/', { match_all: {} }],
    ['-/user/', { match_all: {} }],
    ['raw:"<13>"', { term: { present: { value: 'raw' } } }],
  ])('%s', (q, dsl) => expect(compiled(q)).toEqual({ dsl, exact: false }));

  test('one part that is, makes the whole so', () => {
    expect(compiled('service:x /user/').exact).toBe(false);
    expect(compiled('service:x OR /user/').exact).toBe(false);
  });
});

test('no query is nested deeper than the server takes', () => {
  const depthOf = (node: unknown): number =>
    typeof node === 'object' && node !== null
      ? Math.max(0, ...Object.values(node).map(depthOf)) + ('bool' in node ? 1 : 0)
      : 0;
  const nested = (kind: 'and' | 'or', depth: number): Query =>
    depth === 0
      ? { kind: 'phrase', tokens: ['x'] }
      : { kind, of: [{ kind: 'not', of: nested(kind === 'and' ? 'or' : 'and', depth - 1) }, { kind: 'all' }] };
  expect(depthOf(compileQuery(nested('and', 40)).dsl)).toBeLessThanOrEqual(28);
});

test('every query that the parser can make is compiled', () => {
  fc.assert(fc.property(arbitraryQuery(), (query) => void compileQuery(query)));
});

test('terms of numbers are in the order of the numbers', () => {
  const double = fc.double({ noNaN: true });
  fc.assert(
    fc.property(double, double, (a, b) => {
      expect(numberTerm('f', a) < numberTerm('f', b)).toBe(a < b);
      expect(numberTerm('f', a) === numberTerm('f', b)).toBe(a === b);
    }),
  );
});

test('a beginning of a status code stands for the ranges of codes that have it', () => {
  const { dsl, exact: isExact } = compiled('status_code:5*');
  const ranges = JSON.parse(JSON.stringify(dsl)).bool.should.map(
    ({ range }: { range: { status_code: unknown } }) => range.status_code,
  ) as { gte: number; lt: number }[];
  expect(isExact).toBe(true);
  for (const code of [5, 50, 59, 500, 503, 599, 5_999, 0, 4, 6, 49, 60, 404, 600]) {
    expect(ranges.some(({ gte, lt }) => code >= gte && code < lt)).toBe(String(code).startsWith('5'));
  }
});
