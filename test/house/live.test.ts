import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../stand-ins/eventually.ts';
import { connectLive, type Frame, type LiveClient, lastCursor, messagesOf } from '../stand-ins/live-client.ts';
import { type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';

let house: House;
let dataDir: string;
const clients: LiveClient[] = [];

beforeAll(async () => {
  dataDir = makeFolder();
  house = await startHouse({ dataDir });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await house.stop();
  killLeftovers();
  removeFolders();
});

/** A client that stands at the end of the tail: what is sent from now on reaches it. */
async function watchLogs(parameters: Record<string, string> = {}): Promise<LiveClient> {
  const client = await connectLive(`${house.url}/ws/logs?${new URLSearchParams(parameters)}`);
  clients.push(client);
  await client.frame(({ cursor }) => typeof cursor === 'string');
  return client;
}

function names(topic: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${topic} ${index}`);
}

async function send(messages: readonly string[], service?: string): Promise<void> {
  const logs = messages.map((message, index) => ({ message, service: service ?? `s${index % 6}` }));
  expect((await house.call('POST', '/api/v1/logs', logs)).status).toBe(202);
}

async function expectExactly(client: LiveClient, messages: readonly string[]): Promise<void> {
  await client.until((frames) => messagesOf(frames).length >= messages.length);
  expect(messagesOf(client.frames).toSorted()).toEqual(messages.toSorted());
}

it('shows everything once', async () => {
  const client = await watchLogs();
  await send(names('once', 100));
  await send(names('again', 200));
  await expectExactly(client, [...names('once', 100), ...names('again', 200)]);
});

it('shows what a filter lets through, from the moment of its answer', async () => {
  const client = await watchLogs({ q: 'service:nobody' });
  await send(names('unseen', 20), 'basket');
  client.send({ type: 'filter', q: 'service:basket' });
  await client.frame(({ type }) => type === 'filter');
  await send(names('other', 20), 'auth');
  await send(names('seen', 20), 'basket');
  await client.until((frames) => messagesOf(frames).includes('seen 19'));
  expect(messagesOf(client.frames).filter((message) => message.startsWith('other'))).toEqual([]);
  expect(messagesOf(client.frames).filter((message) => message.startsWith('seen'))).toEqual(names('seen', 20));
});

it('says what is wrong with a filter, and keeps the old one', async () => {
  const client = await watchLogs({ q: 'service:basket' });
  client.send({ type: 'filter', q: 'service:(' });
  const { error } = await client.frame(({ type }) => type === 'error');
  expect(error.code).toBe('query_syntax');
  await send(names('kept', 5), 'basket');
  await expectExactly(client, names('kept', 5));
});

it('goes on after a pause with what came meanwhile', async () => {
  const client = await watchLogs();
  await send(names('before', 30));
  await client.until((frames) => messagesOf(frames).length === 30);
  client.send({ type: 'pause' });
  await client.frame(({ type }) => type === 'pause');
  await send(names('meanwhile', 60));
  client.send({ type: 'resume' });
  await client.frame(({ type }) => type === 'resume');
  await send(names('after', 30));
  await expectExactly(client, [...names('before', 30), ...names('meanwhile', 60), ...names('after', 30)]);
});

it('goes on at its cursor exactly, over a connection that broke and a house that was killed', async () => {
  const first = await watchLogs();
  await send(names('known', 40));
  await first.until((frames) => messagesOf(frames).length === 40);
  await first.close();
  await send(names('missed', 50));
  await house.kill();
  house = await startHouse({ dataDir });
  await send(names('later', 50));
  const second = await watchLogs({ cursor: lastCursor(first.frames) });
  await send(names('now', 10));
  await expectExactly(second, [...names('missed', 50), ...names('later', 50), ...names('now', 10)]);
});

it('tells a slow reader how much it missed', async () => {
  const client = await watchLogs({ q: 'service:flood' });
  client.socket.pause();
  let sent = 0;
  const metric = async (): Promise<number> => {
    const { text } = await house.get('/metrics');
    return Number(/^logsieve_live_skipped_total (\d+)/m.exec(text)?.[1] ?? 0);
  };
  await eventually('logs left out', async () => {
    await send(
      names('flood', 100).map((message) => `${message} ${'x'.repeat(20_000)}`),
      'flood',
    );
    sent += 100;
    return (await metric()) > 0 ? true : null;
  });
  client.socket.resume();
  await send(['the last one'], 'flood');
  await client.until((frames) => messagesOf(frames).includes('the last one'));
  const gaps = client.frames.filter(({ type }) => type === 'gap');
  const skipped = gaps.reduce((sum: number, gap: Frame) => sum + gap.skipped, 0);
  expect(skipped).toBeGreaterThan(0);
  expect(messagesOf(client.frames).length + skipped).toBe(sent + 1);
  for (const { from, to } of gaps) expect(Date.parse(from)).toBeLessThanOrEqual(Date.parse(to));
}, 40_000);

it('tells every change of an alert', async () => {
  const client = await connectLive(`${house.url}/ws/alerts`);
  clients.push(client);
  await client.frame(({ type }) => type === 'ready');
  await house.call('POST', '/api/v1/logs', { level: 'fatal', service: 'dead', message: 'out of memory' });
  const { alert } = await client.frame(({ type, alert: one }) => type === 'alert' && one.rule === 'fatal');
  expect(alert).toMatchObject({ status: 'open', service: 'dead' });
  await house.call('POST', `/api/v1/alerts/${alert.id}/acknowledge`, { by: 'ann' });
  const next = await client.frame(({ alert: one }) => one?.status === 'acknowledged');
  expect(next.alert.id).toBe(alert.id);
});
