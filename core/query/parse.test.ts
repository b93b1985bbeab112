import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryQuery } from '../../backends/contract/generators.ts';
import { PipelineError } from '../errors.ts';
import type { Query } from './ast.ts';
import { formatQuery } from './format.ts';
import { parseQuery } from './parse.ts';

const word = (...tokens: string[]): Query => ({ kind: 'phrase', tokens });
const equals = (field: string, value: string): Query => ({ kind: 'equals', field, value });
const and = (...of: Query[]): Query => ({ kind: 'and', of });
const or = (...of: Query[]): Query => ({ kind: 'or', of });
const not = (of: Query): Query => ({ kind: 'not', of });
const range = (field: string, min: [number, boolean] | null, max: [number, boolean] | null): Query => ({
  kind: 'range',
  field,
  min: min && { value: min[0], inclusive: min[1] },
  max: max && { value: max[0], inclusive: max[1] },
});
const instant = Date.UTC(2026, 10, 20, 10);

describe('parseQuery reads', () => {
  test.each<[string, Query]>([
    ['', { kind: 'all' }],
    ['  ', { kind: 'all' }],
    ['*', { kind: 'all' }],
    ['timeout', word('timeout')],
    ['TimeOut', word('timeout')],
    ['time-out', word('time', 'out')],
    ['"connection refused"', word('connection', 'refused')],
    ['"say \\"hi\\""', word('say', 'hi')],
    ['12:30:45', word('12', '30', '45')],
    ['http://x.org/a', word('http', 'x', 'org', 'a')],
    ['level:error', equals('level', 'error')],
    ['level:WARNING', equals('level', 'warn')],
    ['level:>=warn', range('level', [3, true], null)],
    ['category:security', equals('category', 'Security')],
    ['service:hsearch category:Security', and(equals('service', 'hsearch'), equals('category', 'Security'))],
    ['service:"my \\"own\\" service"', equals('service', 'my "own" service')],
    ['service:"C:\\temp"', equals('service', 'C:\\temp')],
    ['service:""', equals('service', '')],
    ['endpoint:/api/v1/pay', equals('endpoint', '/api/v1/pay')],
    ['status_code:200.0', equals('status_code', '200')],
    ['status_code:>=500', range('status_code', [500, true], null)],
    ['response_time:[200 TO 900]', range('response_time', [200, true], [900, true])],
    ['response_time:{200 TO 900]', range('response_time', [200, false], [900, true])],
    ['response_time:[ 200 TO * }', range('response_time', [200, true], null)],
    ['timestamp:<2026-11-20T10:00:00Z', range('timestamp', null, [instant, false])],
    [
      'timestamp:[2026-11-20T10:00:00Z TO 2026-11-20T12:00:00+02:00]',
      range('timestamp', [instant, true], [instant, true]),
    ],
    ['timestamp:2026-11-20T11:00:00+01:00', equals('timestamp', '2026-11-20T10:00:00.000Z')],
    ['timestamp:2026-11-20T11:00+01:00', range('timestamp', [instant, true], [instant + 60_000, false])],
    ['timestamp:2026-11-20T10:00', range('timestamp', [instant, true], [instant + 60_000, false])],
    [`timestamp:>=${instant}`, range('timestamp', [instant, true], null)],
    [`timestamp:${instant}`, equals('timestamp', '2026-11-20T10:00:00.000Z')],
    [`timestamp:<${instant / 1_000}`, range('timestamp', null, [instant, false])],
    ['level:30', equals('level', 'info')],
    ['level:>=40', range('level', [3, true], null)],
    ['attributes:*', { kind: 'exists', field: 'attributes.' }],
    ['attributes:x', equals('attributes.attributes', 'x')],
    [
      'level:(warn OR error) service:qa',
      and(or(equals('level', 'warn'), equals('level', 'error')), equals('service', 'qa')),
    ],
    ['service:(qa OR auth) refused', and(or(equals('service', 'qa'), equals('service', 'auth')), word('refused'))],
    ['service:(qa) AND x', and(equals('service', 'qa'), word('x'))],
    ['message:(refused OR peer) OR x', or(or(word('refused'), word('peer')), word('x'))],
    ['(level:(warn) service:qa)', and(equals('level', 'warn'), equals('service', 'qa'))],
    ['!x', not(word('x'))],
    ['!(a b) c', and(not(and(word('a'), word('b'))), word('c'))],
    ['service:(!a b)', and(not(equals('service', 'a')), equals('service', 'b'))],
    ['+x +service:qa', and(word('x'), equals('service', 'qa'))],
    ['+-x', not(word('x'))],
    ['-++x', not(word('x'))],
    ['phone:(+49)', equals('attributes.phone', '+49')],
    ['timestamp:1969-12-31', range('timestamp', [-86_400_000, true], [0, false])],
    ['attributes.order.id:A-17', equals('attributes.order.id', 'A-17')],
    ['order.id:A-17', equals('attributes.order.id', 'A-17')],
    ['attributes.with\\ space:x', equals('attributes.with space', 'x')],
    ['attributes.delta:>-5', range('attributes.delta', [-5, false], null)],
    ['user_id:*', { kind: 'exists', field: 'user_id' }],
    ['pay*', { kind: 'token_prefix', prefix: 'pay' }],
    ['message:Pay*', { kind: 'token_prefix', prefix: 'pay' }],
    ['message:*', { kind: 'exists', field: 'message' }],
    ['service:pay*', { kind: 'value_prefix', field: 'service', prefix: 'pay' }],
    ['service:pay\\**', { kind: 'value_prefix', field: 'service', prefix: 'pay*' }],
    ['/time(d )?out/i', { kind: 'regex', source: 'time(d )?out', ignoreCase: true }],
    ['message:/a\\/b/', { kind: 'regex', source: 'a/b', ignoreCase: false }],
    ['message:"a b"', word('a', 'b')],
    ['ip_address:10.0.0.0/8', { kind: 'cidr', field: 'ip_address', block: '10.0.0.0/8' }],
    ['ip_address:2001:db8::/32', { kind: 'cidr', field: 'ip_address', block: '2001:db8::/32' }],
    ['ip_address:"10.0.0.0/8"', equals('ip_address', '10.0.0.0/8')],
    ['a b', and(word('a'), word('b'))],
    ['a AND b', and(word('a'), word('b'))],
    ['a or b', and(word('a'), word('or'), word('b'))],
    ['a OR b c', or(word('a'), and(word('b'), word('c')))],
    ['(a OR b) c', and(or(word('a'), word('b')), word('c'))],
    ['NOT a', not(word('a'))],
    ['-a b', and(not(word('a')), word('b'))],
    ['a AND NOT b OR -(c d)', or(and(word('a'), not(word('b'))), not(and(word('c'), word('d'))))],
    ['-level:debug', not(equals('level', 'debug'))],
    ['level:(error OR warn)', or(equals('level', 'error'), equals('level', 'warn'))],
    ['service:(a:b -c)', and(equals('service', 'a:b'), not(equals('service', 'c')))],
    ['message:(a OR "b c")', or(word('a'), word('b', 'c'))],
    ['__proto__:x', equals('attributes.__proto__', 'x')],
  ])('%s', (text, query) => {
    expect(parseQuery(text)).toEqual(query);
  });
});

describe('parseQuery refuses, and says where', () => {
  test.each<[string, number, RegExp]>([
    ['level:error b)', 14, /^unexpected '\)' at column 14$/],
    ['(a b', 1, /missing '\)'/],
    ['a (', 4, /^unexpected end at column 4$/],
    ['()', 2, /unexpected '\)'/],
    ['AND a', 1, /unexpected 'AND'/],
    ['a OR', 5, /unexpected end/],
    ['a AND OR b', 7, /unexpected 'OR'/],
    ['NOT', 4, /unexpected end/],
    ['a -', 3, /neither letter nor digit/],
    ['"a b', 1, /missing '"'/],
    ['"a"b', 4, /unexpected 'b'/],
    ['"..."', 1, /neither letter nor digit/],
    ['level:loud', 7, /'loud' is no level/],
    ['level:>=loud', 9, /'loud' is no level/],
    ['category:Foo', 10, /'Foo' is no category/],
    ['category:>Security', 10, /no order/],
    ['status_code:>abc', 14, /'abc' is no number/],
    ['status_code:', 13, /missing value of status_code/],
    ['service:)', 9, /missing value of service/],
    ['status_code:>=', 15, /unexpected end/],
    ['timestamp:<yesterday', 12, /'yesterday' is no time/],
    ['timestamp:2026-02-30', 11, /is no time/],
    ['response_time:[200 900]', 20, /TO should be/],
    ['response_time:[200 TO 900', 26, /'\]' or '\}' should be/],
    ['ip_address:10.0.0.0/33', 12, /no address block/],
    ['p*y', 2, /'\*' can only end a word/],
    ['time-ou*', 1, /letters and digits alone/],
    ['a /(/', 3, /regular expression/],
    ['/a(?=b)/', 1, /regular expression/],
    ['/(a)\\1/', 1, /regular expression/],
    ['/api/v1', 6, /unexpected 'v1'/],
    ['//', 1, /empty regular expression/],
    ['/a', 1, /missing '\/'/],
    ['a\\', 2, /nothing follows/],
    ['message:>a', 9, /^message has no order to compare by at column 9$/],
    ['message:>=refused', 9, /no order/],
    ['message:[a TO b]', 9, /no order/],
    ['message:[* TO *]', 9, /no order/],
    ['category:[* TO *]', 10, /no order/],
    ['timestamp:>now-5m', 12, /'now-5m' is no time such as .* belong in from and to/],
    ['level:3', 7, /'3' is no level/],
    ['level:e', 7, /'e' is no level/],
    [':x', 1, /name of a field is missing/],
    ['a ::1', 3, /name of a field is missing/],
    ['!', 1, /neither letter nor digit/],
  ])('%s', (text, column, message) => {
    const error = errorOf(text);
    expect(error.code).toBe('query_syntax');
    expect(error.details).toEqual({ column });
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(new RegExp(`at column ${column}$`));
  });

  test.each([
    ['more than 4,096 characters', 'a'.repeat(4_097), 4_096],
    ['more than 32 levels of brackets', `${'('.repeat(33)}a${')'.repeat(33)}`, 32],
    ['more than 32 NOTs in a row', `${'NOT '.repeat(33)}a`, 32],
    ['more than 256 terms', 'a '.repeat(257), 256],
    ['a phrase of more than 256 tokens', 'a-'.repeat(257), 256],
    ['a regular expression of more than 200 characters', `/${'a'.repeat(201)}/`, 200],
  ])('%s as too expensive', (_, text, limit) => {
    const error = errorOf(text);
    expect(error.code).toBe('query_too_expensive');
    expect(error.details).toEqual({ limit });
  });
});

function errorOf(text: string): PipelineError {
  try {
    parseQuery(text);
  } catch (error) {
    if (error instanceof PipelineError) return error;
    throw error;
  }
  throw new Error(`was taken: ${text}`);
}

test('parseQuery never throws anything but a PipelineError, and its column is inside the text or just behind it', () => {
  const pieces = [
    'a',
    ' ',
    '(',
    ')',
    '"',
    '\\',
    '/',
    '*',
    '-',
    ':',
    'level:',
    '>',
    '[',
    ' TO ',
    ']',
    'AND ',
    'OR ',
    'NOT ',
    '{',
    '}',
    '<=',
    '1',
    '\ud800',
    'é',
  ];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
      ),
      (text) => {
        try {
          parseQuery(text);
        } catch (error) {
          expect(error).toBeInstanceOf(PipelineError);
          const { code, details } = error as PipelineError;
          expect(code).toBe('query_syntax');
          expect(details?.column).toBeGreaterThanOrEqual(1);
          expect(details?.column).toBeLessThanOrEqual(text.length + 1);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test('brackets behind the name of a field can stand anywhere in a query', () => {
  const grouped = fc
    .tuple(fc.constantFrom('service', 'host', 'user_id'), fc.array(fc.string(), { minLength: 2, maxLength: 3 }))
    .map(([field, values]) => ({
      query: or(...values.map((value) => equals(field, value))),
      text: `${field}:(${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(' OR ')})`,
    }));
  const plain = arbitraryQuery()
    .filter(({ kind }) => kind !== 'all')
    .map((query) => ({ query, text: `(${formatQuery(query)})` }));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(grouped, plain), { minLength: 2, maxLength: 3 }),
      fc.boolean(),
      (parts, bracketed) => {
        const text = parts.map((part) => part.text).join(' ');
        expect(parseQuery(bracketed ? `(${text})` : text)).toEqual(and(...parts.map(({ query }) => query)));
      },
    ),
    { numRuns: 500 },
  );
});

test('a query that is written and read again is the same query', () => {
  fc.assert(
    fc.property(arbitraryQuery(), (query) => expect(parseQuery(formatQuery(query))).toEqual(query)),
    { numRuns: 1_000 },
  );
});
