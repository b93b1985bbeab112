import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryQuery, arbitraryRecord } from '../../backends/contract/generators.ts';
import type { Attributes, LogRecord } from '../record.ts';
import { fieldTexts } from './fields.ts';
import { compileQuery, matches } from './matches.ts';
import { parseQuery } from './parse.ts';

const base: LogRecord = {
  id: 'e1-0-7',
  timestamp: '2026-11-20T10:00:00.000Z',
  received_at: '2026-11-20T10:00:00.100Z',
  processed_at: '2026-11-20T10:00:00.200Z',
  level: 'error',
  service: 'payments',
  message: 'Connection refused: payment timed out after 900 ms',
  category: 'Performance',
  category_confidence: 0.9,
  model_version: '1',
  status_code: 503,
  response_time: 900.5,
  ip_address: '10.1.2.3',
  user_id: '42',
  attributes: {},
};

const found = (text: string, change: Partial<LogRecord> = {}): boolean =>
  matches({ ...base, ...change }, parseQuery(text));
const attributes = (value: unknown): Partial<LogRecord> => ({ attributes: value as Attributes });

describe('a query finds', () => {
  test.each([
    '',
    'REFUSED',
    '"connection refused"',
    'refused-payment',
    'pay*',
    '/time(d )?out/i',
    '/TIMED/i',
    'level:error',
    'level:ERR*',
    'level:>=warn',
    'level:[warn TO error]',
    'level:(error OR fatal)',
    'category:performance',
    'category:perf*',
    'service:pay*',
    'status_code:503',
    'status_code:5*',
    'status_code:>=500 status_code:<504',
    'response_time:[200 TO 900.5]',
    'response_time:900.50',
    'timestamp:<=2026-11-20T10:00:00Z',
    'timestamp:2026-11-20',
    'user_id:>41',
    'user_id:*',
    'ip_address:10.0.0.0/8',
    '-host:*',
    'id:e1-0-7',
    'a OR refused',
    'NOT (refused AND nothing)',
  ])('%s', (text) => {
    expect(found(text)).toBe(true);
  });
});

describe('a query does not find', () => {
  test.each([
    'refuse',
    'pay',
    '/TIMED/',
    'level:warn',
    'level:>error',
    'service:Pay*',
    'service:payment',
    'status_code:50',
    'response_time:{200 TO 900.5}',
    'timestamp:<2026-11-20T10:00:00Z',
    'ip_address:10.2.0.0/16',
    'service:>1',
    'user_id:(41 OR 43)',
    'host:*',
    '-refused',
    'anomaly_score:>=0',
  ])('%s', (text) => {
    expect(found(text)).toBe(false);
  });
});

describe('inside attributes', () => {
  test.each<[string, unknown, boolean]>([
    ['order.id:A-17', { order: { id: 'A-17' } }, true],
    ['attributes.order.id:A-17', { 'order.id': 'A-17' }, true],
    ['a.b.c:x', { 'a.b': { c: 'x' } }, true],
    ['a.b.c:x', { a: { 'b.c': 'y' }, 'a.b': { c: 'x' } }, true],
    ['tags:red', { tags: ['blue', 'red'] }, true],
    ['items.id:2', { items: [{ id: 1 }, { id: 2 }] }, true],
    ['n:42', { n: 42 }, true],
    ['n:>41', { n: '42' }, true],
    ['n:>41', { n: '42 ms' }, false],
    ['n:>41', { n: '' }, false],
    ['n:<1', { n: null }, false],
    ['ok:true', { ok: true }, true],
    ['gone:*', { gone: null }, false],
    ['gone:*', { gone: [] }, false],
    ['gone:*', { gone: { deep: [null, {}] } }, false],
    ['order:*', { order: { id: 0 } }, true],
    ['order:*', { order: [false] }, true],
    ['attributes:*', { a: { b: [0] } }, true],
    ['attributes:*', { '': '' }, true],
    ['attributes:*', { a: { b: [null] } }, false],
    ['-attributes:*', {}, true],
    ['peer:10.0.0.0/8', { peer: ['x', '10.0.0.1'] }, true],
    ['peer:10.0.0.0/8', { peer: '::ffff:10.0.0.1' }, true],
    ['peer:2001:db8::/32', { peer: '2001:0db8:1::1' }, true],
    ['peer:2001:db8::/33', { peer: '2001:db8:8000::1' }, false],
    ['peer:0.0.0.0/0', { peer: '256.0.0.1' }, false],
    ['peer:0.0.0.0/0', { peer: '::1' }, false],
    ['constructor:*', {}, false],
    ['__proto__:*', {}, false],
    ['toString.name:*', { a: 1 }, false],
    ['length:1', { a: [1] }, false],
    ['a.length:1', { a: [1] }, false],
    ['__proto__:x', JSON.parse('{"__proto__": "x"}'), true],
  ])('%s in %j: %s', (text, value, expected) => {
    expect(found(text, attributes(value))).toBe(expected);
  });
});

test('a message that is long and hostile to backtracking is judged in linear time', () => {
  const message = 'a'.repeat(100_000);
  const started = performance.now();
  expect(found('/(a+)+$/', { message })).toBe(true);
  expect(found('/(a|aa)+b/', { message })).toBe(false);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('no query and record make it throw; NOT is always the opposite; compiled and direct agree', () => {
  fc.assert(
    fc.property(arbitraryRecord(), arbitraryQuery(), (record, query) => {
      const answer = matches(record, query);
      expect(compileQuery(query)(record)).toBe(answer);
      expect(matches(record, { kind: 'not', of: query })).toBe(!answer);
    }),
    { numRuns: 500 },
  );
});

test('a record survives JSON without a change of meaning', () => {
  fc.assert(
    fc.property(arbitraryRecord(), arbitraryQuery(), (record, query) =>
      expect(matches(JSON.parse(JSON.stringify(record)), query)).toBe(matches(record, query)),
    ),
    { numRuns: 500 },
  );
});

test('fieldTexts gives every value of a field as text', () => {
  const record = { ...base, ...attributes({ tags: ['a', 1, null, true], o: { x: 1 } }) };
  expect(fieldTexts(record, 'status_code')).toEqual(['503']);
  expect(fieldTexts(record, 'host')).toEqual([]);
  expect(fieldTexts(record, 'attributes.tags')).toEqual(['a', '1', 'true']);
  expect(fieldTexts(record, 'attributes.o')).toEqual([]);
});
