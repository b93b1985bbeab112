import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EmbeddedBus } from '../../backends/embedded/log-bus.ts';
import type { LogRecord } from '../../core/record.ts';
import { TOPIC } from '../../core/topics.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { type ApiServer, createRecord, SERVER_NOW, startApiServer } from '../../test/stand-ins/api-server.ts';
import { connectLive, type Frame, type LiveClient, lastCursor, messagesOf } from '../../test/stand-ins/live-client.ts';
import { createRecordingMetrics } from '../../test/stand-ins/recording-metrics.ts';

let server: ApiServer;
let now = SERVER_NOW;
const clients: LiveClient[] = [];

beforeEach(async () => {
  now = SERVER_NOW;
  server = await startApiServer({ now: () => now, live: { frameMs: 20 } });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await server.close();
});

async function connect(parameters: Record<string, string> = {}, options = {}): Promise<LiveClient> {
  const client = await connectLive(`${server.url}/ws/logs?${new URLSearchParams(parameters)}`, options);
  clients.push(client);
  return client;
}

/** A client that already receives what is published from now on. */
async function listen(parameters: Record<string, string> = {}): Promise<LiveClient> {
  const client = await connect(parameters);
  await client.frame((frame) => frame.type === 'logs');
  return client;
}

const numbered = (from: number, to: number, service = 'shop'): LogRecord[] =>
  Array.from({ length: to - from }, (_, index) => createRecord({ message: String(from + index), service }));
const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => String(from + index));
const has = (count: number) => (frames: readonly Frame[]) => messagesOf(frames).length >= count;

describe('/ws/logs', () => {
  test('gives whole records that match, in order, and none from before', async () => {
    await server.publish(numbered(0, 5));
    const client = await listen({ q: 'service:shop -3' });
    const records = numbered(0, 5);
    await server.publish([...records, ...numbered(5, 9, 'other')]);
    await client.until(has(4));
    const logs = client.frames.flatMap((frame) => frame.logs);
    expect(logs).toEqual(records.filter(({ message }) => message !== '3'));
    expect(client.frames.every((frame) => frame.type === 'logs' && typeof frame.cursor === 'string')).toBe(true);
  });

  test('puts logs that come together in one frame', async () => {
    const client = await listen();
    await server.publish(numbered(0, 500));
    await client.until(has(500));
    expect(client.frames.length).toBeLessThan(10);
  });

  test('a client that comes back with its cursor misses nothing and is told nothing twice, whenever it goes', async () => {
    const received: string[] = [];
    const services = ['a', 'b', 'c', 'd', 'e'];
    let cursor = lastCursor((await listen()).frames);
    let published = 0;
    for (let visit = 0; visit < 12; visit++) {
      const batches = Array.from({ length: 5 }, async () => {
        const service = services[published % services.length] ?? '';
        published += 40;
        await server.publish(numbered(published - 40, published, service));
      });
      const client = await connect({ cursor });
      await client.until(has((visit * 37) % 150));
      await client.close();
      received.push(...messagesOf(client.frames));
      cursor = lastCursor(client.frames) || cursor;
      await Promise.all(batches);
    }
    const last = await connect({ cursor });
    await last.until((frames) => received.length + messagesOf(frames).length >= published);
    received.push(...messagesOf(last.frames));
    expect(received.sort((a, b) => Number(a) - Number(b))).toEqual(numbers(0, published));
  });

  test('a pause holds everything back, and a resume goes on exactly there', async () => {
    const client = await listen();
    await server.publish(numbered(0, 10));
    await client.until(has(10));
    client.send({ type: 'pause' });
    await client.frame((frame) => frame.type === 'pause');
    await server.publish(numbered(10, 2_500));
    client.send({ type: 'pause' });
    await client.until((frames) => frames.filter((frame) => frame.type === 'pause').length === 2);
    expect(messagesOf(client.frames)).toEqual(numbers(0, 10));
    client.send({ type: 'resume' });
    await server.publish(numbered(2_500, 2_600));
    await client.until(has(2_600));
    expect(messagesOf(client.frames)).toEqual(numbers(0, 2_600));
  });

  test('pauses and resumes that follow each other closely lose nothing', async () => {
    const client = await listen();
    for (let round = 0; round < 10; round++) {
      client.send({ type: 'pause' });
      client.send({ type: 'resume' });
      await server.publish(numbered(round * 100, round * 100 + 100));
    }
    await client.until(has(1_000));
    expect(messagesOf(client.frames)).toEqual(numbers(0, 1_000));
  });

  test('a new filter counts from then on; a wrong one is told and changes nothing', async () => {
    const client = await listen({ q: 'service:shop' });
    client.send({ type: 'filter', q: 'level:loud' });
    const { error } = await client.frame((frame) => frame.type === 'error');
    expect(error).toMatchObject({ code: 'query_syntax', details: { column: 7 } });
    client.send({ type: 'filter', q: 'service:pay' });
    await client.frame((frame) => frame.type === 'filter' && frame.q === 'service:pay');
    await server.publish([...numbered(0, 5), ...numbered(5, 8, 'pay')]);
    await client.until(has(3));
    expect(messagesOf(client.frames)).toEqual(['5', '6', '7']);
  });

  test.each([
    [{ q: 'level:error b)' }, 'query_syntax'],
    [{ q: '('.repeat(50) }, 'query_too_expensive'],
    [{ cursor: 'abc' }, 'invalid_cursor'],
    [{ Q: 'a' }, 'invalid_parameter'],
    [{ cursor: Buffer.from('["other",0,[[0,0]]]').toString('base64url') }, 'invalid_cursor'],
  ])('%j is told in a frame, then closed with 1008', async (parameters, code) => {
    const client = await connect(parameters);
    const { error } = await client.frame((frame) => frame.type === 'error');
    expect(error.code).toBe(code);
    expect(await client.closed).toBe(1008);
  });

  test('a parameter that is not known or stands twice is named', async () => {
    const messages = ['foo=1', 'crusor=x', 'q=a&q=b'].map(async (parameters) => {
      const client = await connectLive(`${server.url}/ws/logs?${parameters}`);
      clients.push(client);
      return (await client.frame((frame) => frame.type === 'error')).error.message;
    });
    expect(await Promise.all(messages)).toEqual([
      'foo: not known here',
      'crusor: not known here; did you mean cursor?',
      'q: given more than once',
    ]);
  });

  test('frames that are nothing are told, too many or too big ones end the connection', async () => {
    const client = await listen();
    for (const frame of ['{', '[]', '{"type":"dance"}', '{"type":"pause","more":1}']) client.send(frame);
    await client.until((frames) => frames.filter((frame) => frame.type === 'error').length === 4);
    for (let count = 0; count < 100; count++) client.send({ type: 'resume' });
    expect(await client.closed).toBe(1008);
    expect(client.frames.at(-1).error.message).toBe('too many frames in a short time');
    const big = await listen();
    big.send({ type: 'filter', q: 'a'.repeat(20_000) });
    expect(await big.closed).toBe(1009);
    expect(big.frames.at(-1).error.code).toBe('body_too_large');
    const binary = await listen();
    binary.socket.send(Buffer.from('{"type":"pause"}'));
    expect(await binary.closed).toBe(1003);
    expect(binary.frames.at(-1).error.code).toBe('unsupported_media_type');
  });

  test('a slow client is told what it missed, and every log is either given or counted', async () => {
    const slow = await listen();
    slow.socket.pause();
    const padding = 'x'.repeat(2_000);
    let published = 0;
    // The kernel takes a few megabytes before anything waits with us.
    while (published < 12_000) {
      await server.publish(
        numbered(published, published + 500).map((record) => ({ ...record, attributes: { padding } })),
      );
      published += 500;
    }
    const quick = await listen({ q: 'message:last' });
    await server.publish([createRecord({ message: 'last' })]);
    await quick.until(has(1));
    slow.socket.resume();
    const accounted = (frames: readonly Frame[]): number =>
      messagesOf(frames).length + frames.reduce((sum, frame) => sum + (frame.type === 'gap' ? frame.skipped : 0), 0);
    await slow.until((frames) => accounted(frames) >= published + 1);
    expect(accounted(slow.frames)).toBe(published + 1);
    const gaps = slow.frames.filter((frame) => frame.type === 'gap');
    expect(gaps[0]).toEqual({
      type: 'gap',
      skipped: expect.any(Number),
      from: expect.stringMatching(/Z$/),
      to: expect.stringMatching(/Z$/),
    });
    const shown = messagesOf(slow.frames)
      .filter((message) => message !== 'last')
      .map(Number);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
  });

  test('a cursor older than what is kept gives a gap, then the rest', async () => {
    const cursor = lastCursor((await listen()).frames);
    await server.publish(numbered(0, 10));
    now += 25 * 3_600_000;
    await (server.bus as EmbeddedBus).dropExpired(now);
    await server.publish(numbered(10, 13));
    const client = await connect({ cursor });
    await client.until(has(3));
    const gap = client.frames.find((frame) => frame.type === 'gap');
    expect(gap).toMatchObject({ skipped: 10, from: '2026-11-20T12:00:00.000Z', to: '2026-11-21T13:00:00.000Z' });
    expect(messagesOf(client.frames)).toEqual(['10', '11', '12']);
    expect(client.frames.indexOf(gap)).toBeLessThan(client.frames.findIndex((frame) => frame.logs?.length > 0));
  });
});

describe('/ws/alerts', () => {
  test('tells every change of an alert, on the topic and over the API', async () => {
    const client = await connectLive(`${server.url}/ws/alerts`);
    clients.push(client);
    await client.frame((frame) => frame.type === 'ready');
    const event = createAlertEvent({ id: 'a1' });
    await server.bus.publish([{ topic: TOPIC.alerts, key: 'k', value: JSON.stringify(event) }]);
    const opened = await client.frame((frame) => frame.type === 'alert');
    expect(opened.alert).toEqual((await server.get('/api/v1/alerts/a1')).body);
    await server.call('POST', '/api/v1/alerts/a1/acknowledge', { by: 'ada' });
    await client.frame((frame) => frame.type === 'alert' && frame.alert.status === 'acknowledged');
    const resolved = createAlertEvent({ id: 'a1', type: 'resolved' });
    await server.bus.publish([{ topic: TOPIC.alerts, key: 'k', value: JSON.stringify(resolved) }]);
    await client.frame((frame) => frame.type === 'alert' && frame.alert.status === 'resolved');
  });

  test('tells what is decided at another process, as everybody finds it then', async () => {
    const other = await startApiServer({ bus: server.bus, alertStore: server.alertStore });
    const watching = await Promise.all([server, other].map(({ url }) => connectLive(`${url}/ws/alerts`)));
    clients.push(...watching);
    await server.alertStore.record(createAlertEvent({ id: 'a4' }));
    for (const client of watching) await client.frame((frame) => frame.type === 'ready');
    const decisions = { acknowledge: {}, assign: { assignee: 'bea' }, comments: { text: 'known' }, resolve: {} };
    for (const [name, body] of Object.entries(decisions)) {
      const { body: changed } = await server.call('POST', `/api/v1/alerts/a4/${name}`, { by: 'ada', ...body });
      for (const client of watching) {
        const isShown = ({ alert }: Frame) => alert?.timeline.length === changed.timeline.length;
        expect((await client.frame(isShown)).alert).toEqual(changed);
      }
    }
    await other.close();
  });

  test('tells of an alert also while the alert store is away', async () => {
    const client = await connectLive(`${server.url}/ws/alerts`);
    clients.push(client);
    await client.frame((frame) => frame.type === 'ready');
    await server.alertStore.close();
    const event = createAlertEvent({ id: 'a3' });
    await server.bus.publish([{ topic: TOPIC.alerts, key: 'k', value: JSON.stringify(event) }]);
    expect((await client.frame((frame) => frame.type === 'alert')).alert).toMatchObject({ id: 'a3', status: 'open' });
  });

  test('what is no alert event is skipped, and the next alert is told', async () => {
    const client = await connectLive(`${server.url}/ws/alerts`);
    clients.push(client);
    await client.frame((frame) => frame.type === 'ready');
    const { samples: _, ...part } = createAlertEvent({ id: 'broken' });
    const late = createAlertEvent({ id: 'never', started_at: 'yesterday' });
    for (const value of ['{', 'null', '{"id":7}', JSON.stringify(part), JSON.stringify(late)]) {
      await server.bus.publish([{ topic: TOPIC.alerts, key: 'k', value }]);
    }
    await server.bus.publish([
      { topic: TOPIC.alerts, key: 'k', value: JSON.stringify(createAlertEvent({ id: 'a2' })) },
    ]);
    expect((await client.frame((frame) => frame.type === 'alert')).alert.id).toBe('a2');
  });
});

describe('connections', () => {
  test('of pages of another origin are refused', async () => {
    for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`]) {
      await expect(connect({}, { origin })).rejects.toThrow('403');
    }
    await connect({}, { origin: server.url });
  });

  test('beyond the limit are refused, and a path that is none is not ours', async () => {
    const small = await startApiServer({ live: { maxClients: 1 } });
    const first = await connectLive(`${small.url}/ws/alerts`);
    await expect(connectLive(`${small.url}/ws/alerts`)).rejects.toThrow('503');
    await expect(connectLive(`${small.url}/ws/other`)).rejects.toThrow();
    await first.close();
    await small.close();
  });

  test('are pinged, and cut when nobody answers', async () => {
    const strict = await startApiServer({ live: { pingMs: 60 } });
    const silent = await connectLive(`${strict.url}/ws/alerts`, { autoPong: false });
    await once(silent.socket, 'ping');
    expect(await silent.closed).toBe(1006);
    await strict.close();
  });

  test('are cut when they take nothing for too long', async () => {
    const metrics = createRecordingMetrics();
    const strict = await startApiServer({ metrics, live: { stuckMs: 200, frameMs: 20 } });
    const stuck = await connectLive(`${strict.url}/ws/logs`);
    await stuck.frame((frame) => frame.type === 'logs');
    stuck.socket.pause();
    const attributes = { padding: 'x'.repeat(2_000) };
    while (metrics.read('logsieve_live_clients') > 0) {
      await strict.publish(numbered(0, 500).map((record) => ({ ...record, attributes })));
    }
    expect(metrics.read('logsieve_live_skipped_total')).toBeGreaterThan(0);
    stuck.socket.resume();
    expect(await stuck.closed).toBe(1006);
    await strict.close();
  });

  test('are told when the server stops', async () => {
    const other = await startApiServer();
    const client = await connectLive(`${other.url}/ws/logs`);
    await client.frame((frame) => frame.type === 'logs');
    await other.close();
    expect([1001, 1006]).toContain(await client.closed);
  });
});
