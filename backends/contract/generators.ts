import fc, { type Arbitrary } from 'fast-check';
import type { Bound, Query } from '../../core/query/ast.ts';
import {
  ANOMALY_SEVERITIES,
  type Attributes,
  type AttributeValue,
  CATEGORIES,
  LEVELS,
  type LogRecord,
} from '../../core/record.ts';
import { formatRecordId } from '../../core/record-id.ts';
import { formatTime } from '../../core/time.ts';

/** Records and queries of one small world, so that queries do hit records. Used only by tests. */

/** Generated timestamps lie in the hour that begins here, epoch ms. */
export const WORLD_START = Date.UTC(2026, 10, 20, 10);
export const WORLD_LENGTH_MS = 3_600_000;

const WORDS = [
  'time',
  'out',
  'timeout',
  'payment',
  'pay',
  'refused',
  'user42',
  '42',
  'naïve',
  'ΟΔΟΣ',
  'İstanbul',
  '接続',
  '𐐀𐐨',
  'x',
];
const GLUE = [' ', ' ', ' ', '-', ': ', '=', '/', '.', '_', '  ', ' 🙂 ', '\n', '\ud800'];
const SERVICES = ['hsearch', 'pay', 'payments', 'my service', 'a"b\\c', '*', 'é'];
const HOSTS = ['web-1', 'web-2', 'db', ''];
const ADDRESSES = ['10.0.0.1', '10.1.2.3', '192.168.0.7', '2001:db8::1', '::ffff:10.9.9.9', 'unknown'];
const ENDPOINTS = ['/', '/api/v1/pay', '/api/v1/payments', '/search?q=a b'];
const KEYS = ['a', 'b', 'a.b', 'order', 'id', 'order.id', 'with space', 'co:lon', '__proto__', 'constructor', '7'];
const SCALARS: readonly AttributeValue[] = [
  'A-17',
  'A',
  '',
  '42',
  '4.2',
  '-1',
  42,
  4.2,
  -1,
  0,
  true,
  false,
  null,
  'pay*',
];
const NUMBERS = [0, 1, 42, 4.2, -1, 200, 404, 500, 900.5];

const pick = <T>(values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);

const message: Arbitrary<string> = fc
  .array(fc.tuple(pick(WORDS), pick(GLUE), fc.boolean()), { maxLength: 6 })
  .map((parts) => parts.map(([word, glue, upper]) => (upper ? word.toUpperCase() : word) + glue).join(''));

const attributeValue: Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue; node: AttributeValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthSize: 'small' }, pick(SCALARS), tie('node')),
  node: fc.oneof(fc.array(tie('value'), { maxLength: 3 }), plainObject(tie('value'))),
})).value;

/** Own keys only, whatever they are called. */
function plainObject(value: Arbitrary<AttributeValue>): Arbitrary<Attributes> {
  return fc.array(fc.tuple(pick(KEYS), value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

const time = fc.integer({ min: 0, max: WORLD_LENGTH_MS - 1 }).map((offset) => WORLD_START + offset);

const optional = {
  host: pick(HOSTS),
  environment: pick(['prod', 'test']),
  endpoint: pick(ENDPOINTS),
  method: pick(['GET', 'POST']),
  user_id: pick(['42', 'u-1', '1e3']),
  request_id: pick(['r1', 'r2']),
  trace_id: pick(['t1', 't2']),
  span_id: pick(['s1']),
  ip_address: pick(ADDRESSES),
  user_agent: pick(['curl/8.0', 'Mozilla/5.0 (X11)']),
  status_code: pick([200, 201, 404, 500, 503]),
  response_time: fc.oneof(pick(NUMBERS), fc.double({ min: 0, max: 1_000, noNaN: true })),
  raw: message,
  format: pick(['json', 'rfc5424']),
  pattern_id: pick(['p1', 'p2']),
  anomaly_score: pick([0, 0.25, 1]),
  anomaly_severity: pick(ANOMALY_SEVERITIES),
};

const identity = fc.record({
  epoch: pick(['e1', 'e2']),
  partition: fc.nat({ max: 2 }),
  offset: fc.nat({ max: 5_000 }),
});

/** A finished record; two records may have the same id. */
export function arbitraryRecord(): Arbitrary<LogRecord> {
  const required = fc.record({
    timestamp: time.map(formatTime),
    level: pick(LEVELS),
    service: pick(SERVICES),
    message,
    attributes: plainObject(attributeValue),
    id: identity.map(({ epoch, partition, offset }) => formatRecordId(epoch, partition, offset)),
    received_at: time.map(formatTime),
    processed_at: time.map(formatTime),
    category: pick(CATEGORIES),
    category_confidence: pick([0.25, 0.5, 0.98]),
    model_version: pick(['1', '2']),
  });
  const extra = fc.record(optional, { requiredKeys: [] });
  return fc.tuple(required, extra).map(([base, rest]) => ({ ...base, ...rest }));
}

const TOKENS = [
  'time',
  'out',
  'timeout',
  'payment',
  'pay',
  'user42',
  '42',
  'naïve',
  'οδοσ',
  'istanbul',
  '接続',
  '𐐨𐐨',
  'x',
  'none',
];
const PATHS = [
  'a',
  'b',
  'a.b',
  'a.b.a',
  'order',
  'order.id',
  'with space',
  'co:lon',
  '__proto__',
  'constructor',
  '7',
  'a.__proto__',
];
const TEXTS: readonly [string, readonly string[]][] = [
  ['service', SERVICES],
  ['host', HOSTS],
  ['endpoint', ENDPOINTS],
  ['ip_address', ADDRESSES],
  ['user_id', ['42', 'u-1']],
  ['user_agent', ['curl/8.0']],
  ['status_code', ['200', '500', '503']],
  ['response_time', ['42', '4.2', '0']],
  ['level', LEVELS],
  ['category', CATEGORIES],
  ['anomaly_severity', ANOMALY_SEVERITIES],
  ['trace_id', ['t1']],
  ['id', ['e1-0-7']],
];
const attributeField = pick(PATHS).map((path) => `attributes.${path}`);
const attributeText = pick(SCALARS.filter((value) => value !== null).map(String));

const equals: Arbitrary<Query> = fc.oneof(
  pick(TEXTS).chain(([field, values]) => pick(values).map((value): Query => ({ kind: 'equals', field, value }))),
  fc.tuple(attributeField, attributeText).map(([field, value]): Query => ({ kind: 'equals', field, value })),
);

const prefix: Arbitrary<Query> = fc.oneof(
  pick(TEXTS).chain(([field, values]) =>
    pick(values.filter((value) => value !== '')).map(
      (value): Query => ({ kind: 'value_prefix', field, prefix: value.slice(0, 2) }),
    ),
  ),
  fc
    .tuple(attributeField, pick(['A', '4', '-', 't', 'pay*']))
    .map(([field, text]): Query => ({ kind: 'value_prefix', field, prefix: text })),
);

function rangeOf(field: Arbitrary<string>, value: Arbitrary<number>): Arbitrary<Query> {
  const bound: Arbitrary<Bound | null> = fc.option(fc.record({ value, inclusive: fc.boolean() }), { freq: 3 });
  return fc.tuple(field, bound, bound).map(([name, min, max]): Query => ({ kind: 'range', field: name, min, max }));
}

const range: Arbitrary<Query> = fc.oneof(
  rangeOf(pick(['level']), fc.nat({ max: LEVELS.length - 1 })),
  rangeOf(pick(['timestamp', 'received_at']), time),
  rangeOf(pick(['status_code', 'response_time', 'category_confidence', 'anomaly_score', 'user_id']), pick(NUMBERS)),
  rangeOf(attributeField, pick(NUMBERS)),
);

const REGEXES = ['time(d )?out', '^pay', 'PAY', '[0-9]{2}$', 'user\\d+', '/', '\\s🙂', '(?s)time.*x', 'a|ΟΔ'];

const leaf: Arbitrary<Query> = fc.oneof(
  fc.constant<Query>({ kind: 'all' }),
  fc.array(pick(TOKENS), { minLength: 1, maxLength: 3 }).map((tokens): Query => ({ kind: 'phrase', tokens })),
  pick(TOKENS).map((token): Query => ({ kind: 'token_prefix', prefix: [...token].slice(0, 3).join('') })),
  fc.tuple(pick(REGEXES), fc.boolean()).map(([source, ignoreCase]): Query => ({ kind: 'regex', source, ignoreCase })),
  fc
    .oneof(pick(['host', 'status_code', 'response_time', 'message', 'anomaly_severity', 'raw']), attributeField)
    .map((field): Query => ({ kind: 'exists', field })),
  equals,
  equals,
  prefix,
  range,
  range,
  fc
    .tuple(
      fc.oneof(pick(['ip_address', 'host']), attributeField),
      pick(['10.0.0.0/8', '10.1.2.3/32', '0.0.0.0/0', '2001:db8::/32']),
    )
    .map(([field, block]): Query => ({ kind: 'cidr', field, block })),
);

/** A query such as the parser makes. */
export function arbitraryQuery(): Arbitrary<Query> {
  return fc.letrec<{ query: Query; inner: Query }>((tie) => ({
    query: fc.oneof({ maxDepth: 3, depthSize: 'small', withCrossShrink: true }, leaf, tie('inner')),
    inner: fc.oneof(
      fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map((of): Query => ({ kind: 'and', of })),
      fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map((of): Query => ({ kind: 'or', of })),
      tie('query').map((of): Query => ({ kind: 'not', of })),
    ),
  })).query;
}
