import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';
import { exportLogs, settledLedger } from './read-house.ts';

const PATH = '/api/v1/logs';
const NDJSON = { 'content-type': 'application/x-ndjson' };
const JSON_TYPE = { 'content-type': 'application/json' };
const GZIP = { ...NDJSON, 'content-encoding': 'gzip' };
const MEMORY_ALLOWANCE_MB = 400;

let house: House;
beforeAll(async () => {
  house = await startHouse({ dataDir: makeFolder() });
});
afterAll(async () => {
  await house.stop();
  killLeftovers();
  removeFolders();
});

const neighbour = (name: string, at: number): string => JSON.stringify({ message: `neighbour ${at}`, service: name });

/** The line between two good ones of a service of its own. */
function among(name: string, line: string | Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`${neighbour(name, 1)}\n`),
    Buffer.from(line as string),
    Buffer.from(`\n${neighbour(name, 2)}\n`),
  ]);
}

const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, index]));
/** Hardly repeats, but is compressed to less than a tenth. */
const sparse = (bytes: number): string =>
  Array.from({ length: bytes / 64 }, () => randomBytes(2).toString('hex') + 'x'.repeat(60)).join('');

const REFUSED: [name: string, line: string | Buffer, code: string][] = [
  ['broken JSON', '{"message": "x"', 'invalid_json'],
  ['bytes that are no text', Buffer.from([0x80, 0xff, 0xfe, 0x00, 0x01, 0xc8]), 'invalid_record'],
  ['an overlong encoding', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 'invalid_record'],
  ['a NUL as it is', '{"message":"a\0b"}', 'invalid_json'],
  ['NaN', '{"message":"x","response_time":NaN}', 'invalid_json'],
  ['an array', '[1,2]', 'invalid_record'],
  ['a number', '12', 'invalid_record'],
  ['a null', 'null', 'invalid_record'],
  ['a text', '"text"', 'invalid_record'],
  ['an object without anything', '{}', 'invalid_record'],
  ['a depth of 10,000', `{"message":"x","a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'invalid_record'],
  ['a message over 1 MiB', JSON.stringify({ message: 'x'.repeat(1_048_576) }), 'record_too_large'],
];

const TAKEN: [name: string, line: string, stored: Record<string, unknown>][] = [
  ['an escaped NUL', '{"message":"a\\u0000b"}', { message: 'a\u0000b' }],
  [
    'the year 9999',
    '{"message":"x","timestamp":"9999-12-31T23:59:59.999Z"}',
    { timestamp: '9999-12-31T23:59:59.999Z' },
  ],
  ['the year 0', '{"message":"x","timestamp":"0000-01-01T00:00:00Z"}', { timestamp: '0000-01-01T00:00:00.000Z' }],
  [
    'a year beyond 9999',
    '{"message":"x","timestamp":"+010000-01-01T00:00:00Z"}',
    { attributes: { timestamp: '+010000-01-01T00:00:00Z' } },
  ],
  ['numbers without end', '{"message":"x","attributes":{"n":1e400}}', { attributes: { n: '1e400' } }],
  ['a key twice', '{"message":"x","message":"y"}', { message: 'y' }],
  ['half a surrogate pair', '{"message":"a\\ud800b"}', { message: 'a\ufffdb' }],
  ['10,000 fields', JSON.stringify({ message: 'x', attributes: fields(10_000) }), { message: 'x' }],
  ['a million marks on one letter', JSON.stringify({ message: `e${'\u0301'.repeat(500_000)}` }), {}],
  ['a word of 600,000 letters', JSON.stringify({ message: `${'x'.repeat(600_000)}…` }), {}],
  ['a depth of 100', `{"message":"x","a":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`, { message: 'x' }],
  ['the prototype', '{"message":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', {}],
];

describe('one record of a batch', () => {
  it.each(REFUSED)('%s is refused by name', async (name, line, code) => {
    const { status, body } = await house.call('POST', PATH, among(name, line), NDJSON);
    expect([status, body]).toEqual([
      202,
      { accepted: 2, rejected: [{ index: 1, code, message: expect.stringMatching(/./) }] },
    ]);
  });

  it('that is refused leaves its neighbours unharmed', async () => {
    await settledLedger(house);
    const stored = await exportLogs(house, 'neighbour');
    for (const [name] of REFUSED) {
      const messages = stored.flatMap(({ service, message }) => (service === name ? [message] : []));
      expect([name, messages.toSorted()]).toEqual([name, ['neighbour 1', 'neighbour 2']]);
    }
  });

  it.each(TAKEN)('%s is taken', async (name, line) => {
    const named = `${line.slice(0, -1)},"service":${JSON.stringify(name)}}`;
    const { status, body } = await house.call('POST', PATH, among(name, named), NDJSON);
    expect([status, body]).toEqual([202, { accepted: 3, rejected: [] }]);
  });

  it('that is odd is stored as near to what was sent as JSON and Unicode allow', async () => {
    await settledLedger(house);
    const stored = await exportLogs(house);
    for (const [name, , wanted] of TAKEN) {
      const logs = stored.filter(({ service }) => service === name);
      expect([name, logs.length]).toEqual([name, 3]);
      expect(logs.find(({ message }) => !message.startsWith('neighbour'))).toMatchObject(wanted);
    }
  });

  it('10 MB long is refused, and its neighbours are taken', async () => {
    const body = among('long', JSON.stringify({ message: sparse(10_000_000) }));
    const answers = [
      await house.call('POST', PATH, body, NDJSON),
      await house.call('POST', PATH, gzipSync(body), GZIP),
    ];
    for (const answer of answers) {
      expect(answer.body).toMatchObject({ accepted: 2, rejected: [{ index: 1, code: 'record_too_large' }] });
    }
  });
});

const WHOLE: [name: string, body: string | Buffer, headers: Record<string, string>, status: number, code: string][] = [
  ['21 MB as it is', sparse(21_000_000), NDJSON, 413, 'body_too_large'],
  ['a gzip bomb', gzipSync(Buffer.alloc(200_000_000)), GZIP, 413, 'body_too_large'],
  ['a bomb within a bomb', gzipSync(gzipSync(Buffer.alloc(100_000_000))), GZIP, 400, 'invalid_record'],
  ['gzip that breaks off', gzipSync(sparse(64_000)).subarray(0, 1_000), GZIP, 400, 'bad_request'],
  ['what is no gzip', '{"message":"x"}', GZIP, 400, 'bad_request'],
  ['an unknown encoding', 'x', { ...NDJSON, 'content-encoding': 'lzma' }, 415, 'unsupported_encoding'],
  ['nothing', '', NDJSON, 400, 'bad_request'],
  ['an empty array', '[]', JSON_TYPE, 400, 'bad_request'],
  ['empty lines', '\n \n', NDJSON, 400, 'bad_request'],
  [
    'another charset',
    '{"message":"x"}',
    { 'content-type': 'application/json; charset=koi8-r' },
    415,
    'unsupported_media_type',
  ],
  ['XML', '<a/>', { 'content-type': 'application/xml' }, 415, 'unsupported_media_type'],
];

describe('a whole body', () => {
  it.each(WHOLE)('of %s is refused with a reason', async (_, sent, headers, status, code) => {
    const answer = await house.call('POST', PATH, sent, headers);
    expect([answer.status, answer.body?.error.code]).toEqual([status, code]);
    expect(answer.body.error.message).not.toBe('');
    expect(answer.text).not.toMatch(/\bat .*\.ts|node_modules/);
  });

  it('in UTF-16 is read although nothing says so', async () => {
    const body = Buffer.from('\ufeff{"message":"café","service":"wide"}', 'utf16le');
    await house.call('POST', PATH, body, JSON_TYPE);
    await settledLedger(house);
    expect(await exportLogs(house, 'service:wide')).toMatchObject([{ message: 'café' }]);
  });

  it('in Latin-1 is read as its header says', async () => {
    const body = Buffer.from('{"message":"café","service":"latin"}', 'latin1');
    await house.call('POST', PATH, body, { 'content-type': 'application/json; charset=iso-8859-1' });
    await settledLedger(house);
    expect(await exportLogs(house, 'service:latin')).toMatchObject([{ message: 'café' }]);
  });

  it('may begin with a byte order mark', async () => {
    const answer = await house.call('POST', PATH, '\ufeff{"message":"marked","service":"bom"}', NDJSON);
    expect(answer.body).toEqual({ accepted: 1, rejected: [] });
  });
});

describe('the house afterwards', () => {
  it('takes many bombs at once without growing', async () => {
    const before = house.memoryMb().now;
    const nearLimit = gzipSync(`{"message":"${sparse(19_000_000)}"}`);
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => house.call('POST', PATH, index % 2 ? bomb : nearLimit, GZIP)),
    );
    for (const { status } of answers) expect([413, 503]).toContain(status);
    expect(house.memoryMb().peak - before).toBeLessThan(MEMORY_ALLOWANCE_MB);
  });

  it('is healthy, has lost nothing and complained of nothing', async () => {
    const ledger = await settledLedger(house);
    expect(ledger).toMatchObject({ unaccounted: 0, dead_lettered: 0, stored: ledger.accepted });
    expect((await house.get('/health')).body.status).toBe('healthy');
    expect(house.ownLog().filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
    expect((await exportLogs(house)).filter((log) => 'polluted' in log)).toEqual([]);
  });
});
