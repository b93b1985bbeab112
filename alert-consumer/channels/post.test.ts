import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startWebhookStandIn, type WebhookStandIn } from '../../test/stand-ins/webhook-server.ts';
import { judgeAnswer } from './judge.ts';
import { type PostResult, post } from './post.ts';

let server: WebhookStandIn | undefined;
let raw: Server | undefined;
afterEach(async () => {
  await server?.close();
  raw?.close();
});

const body = Buffer.from('{"a":1}');
const headers = { 'content-type': 'application/json' };
const send = (url: string, timeoutMs = 2_000) => post(new URL(url), { headers, body, timeoutMs });

describe('post', () => {
  test('tells an answer with its status, headers and text', async () => {
    server = await startWebhookStandIn({
      script: [{ kind: 'status', status: 418, body: 'short', headers: { 'x-a': 'b' } }],
    });
    const result = await send(server.url);
    expect(result).toMatchObject({ kind: 'answered', status: 418, body: 'short', headers: { 'x-a': 'b' } });
  });

  test.each(['reset', 'garbage', 'black-hole'] as const)(
    'after the whole request, %s leaves it unknown',
    async (kind) => {
      server = await startWebhookStandIn({ script: [{ kind }] });
      expect((await send(server.url, 200)).kind).toBe('unknown');
      expect(server.requests).toHaveLength(1);
    },
  );

  test('a closed port and a name that does not exist were surely not sent to', async () => {
    server = await startWebhookStandIn();
    const { url } = server;
    await server.close();
    expect(await send(url)).toEqual({ kind: 'not-sent', reason: 'ECONNREFUSED' });
    expect((await send('http://no-such-host.invalid/secret')).kind).toBe('not-sent');
  });

  test('somebody who never reads a large request surely does not have it', async () => {
    raw = createServer((socket) => socket.pause()).listen(0, '127.0.0.1');
    await new Promise((resolve) => raw?.once('listening', resolve));
    const { port } = raw.address() as { port: number };
    const large = Buffer.alloc(64 * 1024 * 1024);
    const result = await post(new URL(`http://127.0.0.1:${port}`), { headers, body: large, timeoutMs: 300 });
    expect(result.kind).toBe('not-sent');
  });

  test('an answer whose text never ends is an answer all the same', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nbegun';
    raw = createServer((socket) => socket.once('data', () => socket.write(head))).listen(0, '127.0.0.1');
    await new Promise((resolve) => raw?.once('listening', resolve));
    const { port } = raw.address() as { port: number };
    const result = await send(`http://127.0.0.1:${port}`, 1_500);
    expect(result).toMatchObject({ kind: 'answered', status: 200, body: 'begun' });
  });

  test('a request that cannot even be made was surely not sent', async () => {
    const made = post(new URL('http://127.0.0.1:9/'), { headers: { 'x-a': 'a\nb' }, body, timeoutMs: 300 });
    expect(await made).toEqual({ kind: 'not-sent', reason: 'ERR_INVALID_CHAR' });
  });

  test('reads no more than the beginning of an endless answer', async () => {
    server = await startWebhookStandIn({ script: [{ kind: 'status', status: 200, body: 'x'.repeat(5_000_000) }] });
    const result = await send(server.url);
    expect(result.kind === 'answered' && result.body.length).toBe(65_536);
  });
});

describe('judging an answer', () => {
  const answer = (status: number, more: Record<string, string> = {}): PostResult => ({
    kind: 'answered',
    status,
    headers: more,
    body: '',
  });

  test.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [302, 'refused'],
    [400, 'refused'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [410, 'refused'],
    [408, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [502, 'unknown'],
    [504, 'unknown'],
  ])('%d is %s', (status, outcome) => {
    expect(judgeAnswer(answer(status)).status).toBe(outcome);
  });

  test.each([
    [{ 'retry-after': '30' }, 30_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 08:01:00 GMT', date: 'Fri, 20 Nov 2026 08:00:00 GMT' }, 60_000],
    [{ 'retry-after': '999999999' }, 3_600_000],
    [{ 'retry-after': '-4' }, 0],
    [{ 'retry-after': 'soon' }, 0],
    [{}, 0],
  ])('%j waits %d ms', (more, afterMs) => {
    expect(judgeAnswer(answer(429, more as Record<string, string>))).toMatchObject({ status: 'retry', afterMs });
  });
});
