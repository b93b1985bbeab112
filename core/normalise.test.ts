import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Note } from './attributes.ts';
import { PipelineError } from './errors.ts';
import { normaliseRecord, serviceOf } from './normalise.ts';

const receivedAt = Date.parse('2026-11-20T10:00:00.000Z');
const normalise = (input: unknown) => normaliseRecord(input, { receivedAt });

function notesOf(input: unknown): Note[] {
  const notes: Note[] = [];
  normaliseRecord(input, { receivedAt, onNote: (note) => notes.push(note) });
  return notes;
}

describe('normaliseRecord', () => {
  it('fills in what a bare message lacks', () => {
    expect(normalise({ message: 'hello' })).toEqual({
      timestamp: '2026-11-20T10:00:00.000Z',
      level: 'info',
      service: 'unknown',
      message: 'hello',
      attributes: {},
    });
  });

  it.each([
    [
      'pino',
      { level: 50, time: 1714558272123, pid: 12, hostname: 'api-7d', name: 'checkout', msg: 'request errored' },
      'error',
    ],
    [
      'bunyan',
      { name: 'checkout', hostname: 'api-7d', level: 50, msg: 'request errored', time: '2024-05-01T10:11:12.123Z' },
      'error',
    ],
    [
      'Elastic',
      {
        '@timestamp': '2024-05-01T10:11:12.123Z',
        'log.level': 'ERROR',
        message: 'request errored',
        'service.name': 'checkout',
        'host.name': 'api-7d',
      },
      'error',
    ],
    [
      'GELF',
      { host: 'api-7d', short_message: 'request errored', timestamp: 1714558272.123, level: 3, app: 'checkout' },
      'error',
    ],
  ])('understands the names that %s uses', (_, input, level) => {
    expect(normalise(input)).toMatchObject({
      timestamp: '2024-05-01T10:11:12.123Z',
      level,
      service: 'checkout',
      host: 'api-7d',
      message: 'request errored',
    });
  });

  it.each([
    ['MongoDB', { t: { $date: '2024-05-01T12:11:12.123+02:00' }, s: 'E', c: 'NETWORK', msg: 'm' }],
    ['log4j', { instant: { epochSecond: 1714558272, nanoOfSecond: 123000000 }, level: 'ERROR', message: 'm' }],
    ['the journal', { __REALTIME_TIMESTAMP: '1714558272123456', PRIORITY: '3', MESSAGE: 'm' }],
    ['zap', { level: 'error', ts: 1714558272.123, msg: 'm' }],
    ['Monolog', { message: 'm', level: 400, level_name: 'ERROR', datetime: '2024-05-01T10:11:12.123000+00:00' }],
    ['Serilog', { '@t': '2024-05-01T10:11:12.1234567Z', '@l': 'Error', '@m': 'm' }],
  ])('reads time and level of %s', (_, input) => {
    expect(normalise(input)).toMatchObject({ timestamp: '2024-05-01T10:11:12.123Z', level: 'error', message: 'm' });
  });

  it('uses another name only where the real one is absent', () => {
    expect(normalise({ message: 'real', msg: 'other', level: 'warn', severity: 'error' })).toMatchObject({
      message: 'real',
      level: 'warn',
      attributes: { msg: 'other', severity: 'error' },
    });
  });

  it('leaves words alone that only sound like a field', () => {
    const input = {
      message: 'm',
      name: 'Bob',
      status: 'shipped',
      severity: 'high',
      time: 12,
      duration: 4,
      path: '/var/log/x',
    };
    expect(normalise(input).attributes).toEqual({
      name: 'Bob',
      status: 'shipped',
      severity: 'high',
      time: 12,
      duration: 4,
      path: '/var/log/x',
    });
  });

  it('keeps a response time below none where it does no harm', () => {
    for (const response_time of [-5, '-0.1ms']) {
      const event = normalise({ message: 'm', response_time });
      expect(event.response_time).toBeUndefined();
      expect(event.attributes).toEqual({ response_time });
    }
  });

  it('writes a method of HTTP in capitals, and nothing else', () => {
    expect(normalise({ method: 'get', message: 'm' }).method).toBe('GET');
    expect(normalise({ 'http.method': 'm-search', message: 'm' }).method).toBe('M-SEARCH');
    expect(normalise({ method: '/pkg.Greeter/sayHello', message: 'm' }).method).toBe('/pkg.Greeter/sayHello');
  });

  it('takes a path for the endpoint beside a method', () => {
    expect(normalise({ path: '/a', method: 'GET', message: 'm' })).toMatchObject({ endpoint: '/a', method: 'GET' });
  });

  it('moves unknown fields and metadata into attributes and drops none', () => {
    expect(
      normalise({ message: 'm', order: { id: 'A-17' }, metadata: { a: 1 }, attributes: { a: 2, b: null } }).attributes,
    ).toEqual({
      order: { id: 'A-17' },
      a: 1,
      a_2: 2,
      b: null,
    });
  });

  it('keeps an unreadable timestamp and level as text and says so', () => {
    const input = { message: 'm', timestamp: 'yesterday', level: 'loud' };
    expect(normalise(input)).toMatchObject({
      timestamp: '2026-11-20T10:00:00.000Z',
      level: 'info',
      attributes: { timestamp: 'yesterday', level: 'loud' },
    });
    expect(notesOf(input)).toEqual(['timestamp_unreadable', 'level_unreadable']);
  });

  it.each([
    ['200', 200, { status_code: 200 }],
    ['a word', 'OK', { attributes: { status_code: 'OK' } }],
    ['more than three digits', 99_999, { attributes: { status_code: 99_999 } }],
    ['less than three digits', '99', { attributes: { status_code: '99' } }],
    ['999', 999, { status_code: 999 }],
    ['a fraction', 200.5, { attributes: { status_code: 200.5 } }],
    ['infinity', Number.POSITIVE_INFINITY, { attributes: { status_code: 'Infinity' } }],
  ])('reads a status code given as %s', (_, status_code, expected) => {
    expect(normalise({ message: 'm', status_code })).toMatchObject(expected);
  });

  it.each([
    ['12ms', 12],
    ['12.5', 12.5],
    ['0.412s', 412],
    ['350µs', 0.35],
    [7, 7],
  ])('reads the response time %s', (response_time, expected) => {
    expect(normalise({ message: 'm', response_time }).response_time).toBe(expected);
  });

  it('writes a message that is an object as JSON', () => {
    expect(normalise({ message: { a: [1] } }).message).toBe('{"a":[1]}');
  });

  it('takes the name out of a composed service and host, and keeps them whole', () => {
    const event = normalise({ message: 'm', service: { name: 'pay', version: '2' }, host: { name: 'h-1' } });
    expect(event).toMatchObject({
      service: 'pay',
      host: 'h-1',
      attributes: { service: { name: 'pay', version: '2' } },
    });
  });

  it('cuts a message at 1 MiB between characters', () => {
    const event = normalise({ message: '€'.repeat(400_000) });
    expect(Buffer.byteLength(event.message)).toBeLessThanOrEqual(1_048_576);
    expect(event.message).toMatch(/^€+$/);
    expect(notesOf({ message: 'x'.repeat(1_048_577) })).toEqual(['message_cut']);
  });

  it('turns what is nested deeper than 32 levels into text', () => {
    let deep: unknown = 'end';
    for (let i = 0; i < 100; i += 1) deep = { deep };
    expect(notesOf({ message: 'm', deep })).toEqual(['too_deep']);
    expect(JSON.stringify(normalise({ message: 'm', deep }))).toContain('end');
  });

  it('keeps 1,000 keys and the others as text', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, i]));
    const { attributes } = normalise({ message: 'm', ...many });
    expect(Object.keys(attributes)).toHaveLength(1_000);
    expect(JSON.parse(String(attributes._rest))).toHaveProperty('k4999', 4999);
  });

  it('keeps the data of __proto__ and constructor without touching a prototype', () => {
    const event = normalise(
      JSON.parse(
        '{"message":"m","__proto__":{"polluted":1},"attributes":{"constructor":{"prototype":{"polluted":1}}}}',
      ),
    );
    expect(event.attributes).toHaveProperty('_proto_', { polluted: 1 });
    expect(Object.getPrototypeOf(event.attributes)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['null', null, 'not null'],
    ['an array', [], 'not an array'],
    ['text', 'hello', 'not a string'],
    ['an empty object', {}, '"message" is missing'],
    ['only a level', { level: 'info' }, '"message" is missing'],
  ])('refuses %s and says why', (_, input, reason) => {
    expect(() => normalise(input)).toThrow(
      expect.objectContaining({ code: 'invalid_record', message: expect.stringContaining(reason) }),
    );
  });

  const knownName = fc.constantFrom(
    'message',
    'msg',
    'level',
    'severity',
    'time',
    'timestamp',
    'service',
    'name',
    'hostname',
    'host',
    'status',
    'status_code',
    'response_time',
    'duration',
    'attributes',
    'metadata',
    'raw',
    'format',
    'method',
    'path',
    'event',
    '__proto__',
  );
  const value = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true }),
    fc.constantFrom(
      'info',
      '200',
      '12ms',
      '2024-05-01T10:11:12.123456+02:00',
      1714558272,
      3,
      30,
      '\ud800',
      'a\u0000b',
      ' x ',
    ),
  );
  const input = fc.array(fc.tuple(fc.oneof(knownName, fc.string()), value)).map((entries) => {
    const object: Record<string, unknown> = {};
    for (const [key, item] of entries)
      Object.defineProperty(object, key, { value: item, enumerable: true, configurable: true, writable: true });
    return object;
  });

  it('never throws but PipelineError, survives JSON, changes nothing the second time, and agrees with serviceOf', () => {
    fc.assert(
      fc.property(fc.oneof(input, fc.anything()), (record) => {
        let event: ReturnType<typeof normalise>;
        try {
          event = normalise(record);
        } catch (error) {
          expect(error).toBeInstanceOf(PipelineError);
          return;
        }
        expect(JSON.parse(JSON.stringify(event))).toEqual(event);
        expect(normaliseRecord(event, { receivedAt: 0 })).toEqual(event);
        expect(JSON.stringify(event).isWellFormed()).toBe(true);
        expect(serviceOf(record as Record<string, unknown>)).toBe(event.service);
      }),
      { numRuns: 2_000 },
    );
  });
});
