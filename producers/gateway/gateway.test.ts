import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { createEmbeddedBus } from '../../backends/embedded/log-bus.ts';
import { PipelineError } from '../../core/errors.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { silentLogger } from '../../core/logger.ts';
import { noMetrics } from '../../core/metrics.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';
import { formatRecordId } from '../../core/record-id.ts';
import { TOPIC, TOPICS } from '../../core/topics.ts';
import { parseLine } from '../../parsers/detect.ts';
import { createGateway, type GatewayOptions } from './gateway.ts';

const now = () => Date.parse('2026-11-20T10:00:00.000Z');
const MIB = 1_048_576;

let dir: string;
let bus: LogBus;
const servers: Server[] = [];

async function serve(options: Partial<GatewayOptions> = {}): Promise<string> {
  const app = express().disable('x-powered-by');
  const awaitIndexed = async () => true;
  app.use(createGateway({ bus, parseLine, awaitIndexed, logger: silentLogger, metrics: noMetrics, now, ...options }));
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/logs`;
}

let url: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gateway-'));
  bus = await createEmbeddedBus({ dir, now });
  await bus.createTopics(TOPICS);
  url = await serve();
});

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await bus.close();
  await rm(dir, { recursive: true });
});

async function messages(): Promise<TopicMessage[]> {
  const all: TopicMessage[] = [];
  await readTopic(bus, TOPIC.logs, 'earliest', (batch) => {
    all.push(...batch);
    return true;
  });
  return all;
}

/** What a request put on the topic, in the order of the partitions. */
async function published(send: () => Promise<unknown>): Promise<TopicMessage[]> {
  const before = new Set((await messages()).map(({ partition, offset }) => `${partition}-${offset}`));
  await send();
  return (await messages()).filter(({ partition, offset }) => !before.has(`${partition}-${offset}`));
}

interface Answered {
  status: number;
  body: {
    accepted?: number;
    rejected?: unknown[];
    ids?: string[];
    error?: { code: string; message: string; details?: Record<string, unknown> };
    request_id?: string;
  };
  headers: Headers;
}

async function post(body: RequestInit['body'], headers: Record<string, string> = {}, to = url): Promise<Answered> {
  const response = await fetch(to, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, body: (await response.json()) as Answered['body'], headers: response.headers };
}

const NDJSON = { 'content-type': 'application/x-ndjson' };
const TEXT = { 'content-type': 'text/plain' };

describe('POST /api/v1/logs', () => {
  it('takes one record and puts it on the topic as it came', async () => {
    const sent = '{"service":"pay",  "message":"caf\u00e9", "n": 1.0}';
    const [message] = await published(async () => {
      expect(await post(sent)).toMatchObject({ status: 202, body: { accepted: 1, rejected: [] } });
    });
    expect(message).toMatchObject({ key: 'pay', headers: { source: 'http' }, timestamp: now() });
    expect(message?.value.toString()).toBe(sent);
  });

  it('takes an array, and names what it could not take of it', async () => {
    const sent = [{ message: 'a', service: 's' }, 7, { level: 'info' }, { msg: 'b', service: 's' }];
    const taken = await published(async () => {
      const { status, body } = await post(JSON.stringify(sent));
      expect(status).toBe(202);
      expect(body).toEqual({
        accepted: 2,
        rejected: [
          { index: 1, code: 'invalid_record', message: 'a record must be a JSON object, not a number' },
          { index: 2, code: 'invalid_record', message: expect.stringContaining('"message" is missing') },
        ],
      });
    });
    expect(taken.map(({ value }) => JSON.parse(value.toString()))).toEqual([sent[0], sent[3]]);
  });

  it('takes the elements of an array as they came, the broken ones apart', async () => {
    const elements = [
      '{"message":"caf\u00e9",  "n":1e400}',
      '{"message":"a","n":}',
      `{"message":"b","a":"${'x'.repeat(MIB)}"}`,
    ];
    const taken = await published(async () => {
      const { status, body } = await post(`[\n${elements.join(' ,\n ')}\n]`);
      expect([status, body]).toEqual([
        202,
        {
          accepted: 1,
          rejected: [
            { index: 1, code: 'invalid_json', message: expect.stringContaining('not JSON') },
            { index: 2, code: 'record_too_large', message: expect.stringContaining(`${MIB}`) },
          ],
        },
      ]);
    });
    expect(taken.map(({ value }) => value.toString())).toEqual([elements[0]]);
  });

  it('changes no digit of a large number', async () => {
    const sent = '{"message":"a","user_id":1234567890123456789}';
    const taken = await published(async () => {
      await post(`[${sent}]`);
      await post(sent, {}, `${url}?service=edge`);
    });
    expect(taken.map(({ value }) => value.toString())).toEqual([
      sent,
      '{"message":"a","user_id":"1234567890123456789","service":"edge"}',
    ]);
  });

  it('takes NDJSON line by line, the broken ones apart', async () => {
    const lines = [
      '{"message":"a"}',
      '',
      '{"message":',
      '{"message":"b"}\r',
      '{"message":"\u0000"}',
      '[]',
      '{"message":"c"}',
    ];
    const { status, body } = await post(lines.join('\n'), NDJSON);
    expect(status).toBe(202);
    expect(body.accepted).toBe(3);
    expect(body.rejected).toMatchObject([
      { index: 1, code: 'invalid_json' },
      { index: 3, code: 'invalid_json' },
      { index: 4, code: 'invalid_record' },
    ]);
  });

  it('understands NDJSON under the name of JSON, and bodies without a type', async () => {
    expect((await post('{"message":"a"}\n{"message":"b"}\n')).body.accepted).toBe(2);
    expect((await post('{"message":"a"}', { 'content-type': 'application/x-www-form-urlencoded' })).body.accepted).toBe(
      1,
    );
    expect((await post('{\n  "message": "a"\n}\n')).body.accepted).toBe(1);
  });

  it('takes lines of text, each with the service it names', async () => {
    const lines = '<13>1 - h pay - - - paid\n\njust words\r\n';
    const taken = await published(() => post(lines, { ...TEXT, 'x-logsieve-service': 'edge' }));
    const headers = { 'content-type': 'text/plain', source: 'http', service: 'edge' };
    expect(taken.map(({ key, value }) => [key, value.toString()]).sort()).toEqual([
      ['edge', 'just words'],
      ['pay', '<13>1 - h pay - - - paid'],
    ]);
    expect(taken[0]?.headers).toEqual(headers);
  });

  it('takes the service of the program inside a container’s record', async () => {
    const record = (log: string) => ({ log, stream: 'stdout', time: '2026-11-20T10:00:00Z' });
    const lines = [record('{"msg":"a","service":"own"}\n'), record('b\n')].map((line) => JSON.stringify(line));
    const taken = await published(() => post(lines.join('\n'), NDJSON, `${url}?service=edge`));
    expect(taken.map(({ key }) => key).sort()).toEqual(['edge', 'own']);
    expect(taken.map(({ value }) => value.toString())).toContain(lines[0]);
  });

  it('names the service of records that name none', async () => {
    const taken = await published(() =>
      post('{"message":"a"}\n{"message":"b","app":"own"}', NDJSON, `${url}?service=edge`),
    );
    expect(taken.map(({ key }) => key).sort()).toEqual(['edge', 'own']);
    expect(taken.map(({ value }) => value.toString())).toContain('{"message":"a","service":"edge"}');
  });

  it('rejects only the line that is no UTF-8, and reads Latin-1 when told', async () => {
    const broken = Buffer.concat([
      Buffer.from('{"message":"a"}\n{"message":"'),
      Buffer.from([0xff]),
      Buffer.from('"}\n{"message":"b"}'),
    ]);
    expect((await post(broken, NDJSON)).body).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, code: 'invalid_record' }],
    });
    const latin = await published(() =>
      post(Buffer.from('Gr\u00fc\u00dfe', 'latin1'), { 'content-type': 'text/plain; charset=ISO-8859-1' }),
    );
    expect(latin[0]?.value.toString()).toBe('Gr\u00fc\u00dfe');
    const wide = await published(() =>
      post(Buffer.from('one\r\nGr\u00fc\u00dfe\r\n', 'utf16le'), { 'content-type': 'text/plain' }),
    );
    expect(wide.map(({ value }) => value.toString())).toEqual(['one', 'Gr\u00fc\u00dfe']);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('inflates %s', async (encoding, compress) => {
    const { status, body } = await post(compress('{"message":"a"}\n{"message":"b"}'), {
      ...NDJSON,
      'content-encoding': encoding,
    });
    expect([status, body.accepted]).toEqual([202, 2]);
  });

  it('inflates what repeats itself without end, as the log of a crash loop does', async () => {
    const line = `${JSON.stringify({ message: `crashed: ${'again '.repeat(1_000)}` })}\n`;
    const body = gzipSync(line.repeat(2_000));
    expect(2_000 * line.length).toBeGreaterThan(100 * body.length);
    const answer = await post(body, { ...NDJSON, 'content-encoding': 'gzip' });
    expect([answer.status, answer.body.accepted]).toEqual([202, 2_000]);
  });

  it.each([
    ['an empty body', '', {}, 400, 'bad_request'],
    ['only blanks', ' \n ', NDJSON, 400, 'bad_request'],
    ['an empty array', '[]', {}, 400, 'bad_request'],
    ['broken JSON', '{"message":', {}, 400, 'invalid_json'],
    ['a number', '7', {}, 400, 'invalid_record'],
    ['nothing but bad lines', '{\n[', NDJSON, 400, 'invalid_json'],
    ['another type', '<log/>', { 'content-type': 'application/xml' }, 415, 'unsupported_media_type'],
    ['another charset', 'x', { 'content-type': 'text/plain; charset=koi8-r' }, 415, 'unsupported_media_type'],
    ['another encoding', 'x', { 'content-encoding': 'compress' }, 415, 'unsupported_encoding'],
    ['what only says it is gzip', '{"message":"a"}', { 'content-encoding': 'gzip' }, 400, 'bad_request'],
    [
      'gzip that was cut',
      gzipSync('{"message":"a"}').subarray(0, 20),
      { 'content-encoding': 'gzip' },
      400,
      'bad_request',
    ],
    ['a body over the limit', 'x'.repeat(20 * MIB + 1), TEXT, 413, 'body_too_large'],
    ['a gzip bomb', gzipSync(Buffer.alloc(64 * MIB)), { 'content-encoding': 'gzip' }, 413, 'body_too_large'],
    ['one record over the limit', JSON.stringify({ message: 'x'.repeat(MIB) }), {}, 413, 'record_too_large'],
    [
      'nesting without end',
      `{"message":"m","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      {},
      400,
      'invalid_record',
    ],
  ])('answers %s with the right error', async (_, body, headers: Record<string, string>, status, code) => {
    const taken = await published(async () => {
      const answer = await post(body as RequestInit['body'], { ...headers, 'x-request-id': 'my-7' });
      expect(answer).toMatchObject({ status, body: { error: { code }, request_id: 'my-7' } });
      expect(answer.headers.get('x-request-id')).toBe('my-7');
    });
    expect(taken).toEqual([]);
  });

  it('rejects a record over 1 MiB and takes its neighbours', async () => {
    const fits = JSON.stringify({ message: 'x'.repeat(MIB - 14) });
    expect(Buffer.byteLength(fits)).toBe(MIB);
    const lines = ['{"message":"a"}', fits, JSON.stringify({ message: 'x'.repeat(MIB - 13) }), '{"message":"b"}'];
    expect((await post(lines.join('\n'), NDJSON)).body).toMatchObject({
      accepted: 3,
      rejected: [{ index: 2, code: 'record_too_large' }],
    });
  });

  it('rejects a line of 10 MB by its place and takes its neighbours', async () => {
    const lines = ['{"message":"a"}', JSON.stringify({ message: 'x'.repeat(10_000_000) }), '{"message":"b"}'];
    expect(await post(lines.join('\n'), NDJSON)).toMatchObject({
      status: 202,
      body: { accepted: 2, rejected: [{ index: 1, code: 'record_too_large' }] },
    });
  });

  it('takes records with very many fields, double keys and hostile names', async () => {
    const many = JSON.stringify({
      message: 'm',
      ...Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`f${i}`, i])),
    });
    const lines = [
      many,
      '{"message":"a","message":"b"}',
      '{"message":"a","__proto__":{"polluted":true},"constructor":{"prototype":1}}',
    ];
    expect((await post(lines.join('\n'), NDJSON)).body.accepted).toBe(3);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('lists a thousand rejections and counts all of them', async () => {
    const { body } = await post(`${'7\n'.repeat(3_000)}{"message":"a"}`, NDJSON);
    expect(body.rejected).toHaveLength(1_000);
    expect(body).toMatchObject({ accepted: 1, rejected_count: 3_000 });
  });

  it('refuses more records than one request may hold', async () => {
    const small = await serve({ limits: { recordsPerRequest: 10 } });
    const taken = await published(async () => {
      expect(await post('a\n'.repeat(11), TEXT, small)).toMatchObject({
        status: 413,
        body: { error: { code: 'body_too_large' } },
      });
    });
    expect(taken).toEqual([]);
  });

  it('answers other methods with 405', async () => {
    const response = await fetch(url);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await response.json()).toMatchObject({ error: { code: 'method_not_allowed' } });
  });

  it('refuses an ack that it does not know', async () => {
    expect(await post('{"message":"a"}', {}, `${url}?ack=maybe`)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_parameter' } },
    });
  });
});

describe('ack=indexed', () => {
  it('answers 201 with the ids of what was taken once that can be searched', async () => {
    const asked: { ids: readonly string[]; deadline: number }[] = [];
    const awaitIndexed = async (ids: readonly string[], deadline: number) => {
      asked.push({ ids, deadline });
      return true;
    };
    const to = await serve({ awaitIndexed, limits: { indexedTimeoutMs: 500 } });
    let ids: string[] = [];
    const taken = await published(async () => {
      const { status, body } = await post('{"message":"a"}\n7\n{"message":"b"}', NDJSON, `${to}?ack=indexed`);
      expect([status, body.accepted]).toEqual([201, 2]);
      ids = body.ids ?? [];
    });
    expect(ids).toEqual(taken.map(({ epoch, partition, offset }) => formatRecordId(epoch, partition, offset)));
    expect(asked).toEqual([{ ids, deadline: now() + 500 }]);
  });

  it('answers 202 with the ids when the time is over', async () => {
    const to = await serve({ awaitIndexed: async () => false });
    const { status, body } = await post('{"message":"a"}', {}, `${to}?ack=indexed`);
    expect(status).toBe(202);
    expect(body.ids).toHaveLength(1);
  });
});

describe('back-pressure', () => {
  it.each(['storage_full', 'unavailable'] as const)(
    'answers 503 with Retry-After when the bus says %s',
    async (code) => {
      const publish = () => Promise.reject(new PipelineError(code, 'not now'));
      const answer = await post('{"message":"a"}', {}, await serve({ bus: { publish } }));
      expect(answer).toMatchObject({ status: 503, body: { error: { code } } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    },
  );

  it('answers an error of the inside with 500 and no word about it', async () => {
    const publish = () => Promise.reject(new Error('secret'));
    const answer = await post('{"message":"a"}', {}, await serve({ bus: { publish } }));
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('refuses what does not fit beside the requests in flight, and takes it when they are done', async () => {
    const gate = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const publish: LogBus['publish'] = async (batch) => {
      held.resolve();
      await gate.promise;
      return bus.publish(batch);
    };
    const to = await serve({ bus: { publish }, limits: { inFlightBytes: 1_000 } });
    const large = JSON.stringify({ message: 'x'.repeat(800) });
    const first = post(large, {}, to);
    await held.promise;
    const second = await post(large, {}, to);
    expect(second).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } });
    expect(second.headers.get('retry-after')).toBe('1');
    gate.resolve();
    expect((await first).status).toBe(202);
    expect((await post(large, {}, to)).status).toBe(202);
  });

  it('gives back what it held for a request that was broken off', async () => {
    const to = new URL(await serve({ limits: { inFlightBytes: 1_000 } }));
    for (let i = 0; i < 3; i += 1) {
      const client = httpRequest(to, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': '900' },
      });
      const closed = new Promise((resolve) => client.on('close', resolve).on('error', () => {}));
      client.write('x'.repeat(800), () => client.destroy());
      await closed;
    }
    const sendUntilTaken = async (): Promise<number> => {
      const { status } = await post(JSON.stringify({ message: 'x'.repeat(800) }), {}, to.href);
      return status === 503 ? sendUntilTaken() : status;
    };
    expect(await sendUntilTaken()).toBe(202);
  });
});
