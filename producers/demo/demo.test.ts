import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { formatTime } from '../../core/time.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { startApiServer } from '../../test/stand-ins/api-server.ts';
import { createFakeClock } from '../../test/stand-ins/fake-clock.ts';
import { createProducer, type Producer } from '../sdk/producer.ts';
import { type LogServer, startLogServer } from '../sdk/test-subjects/log-server.ts';
import { waitForAlert } from './alerts.ts';
import { createArticleIndex } from './article-index.ts';
import { type Chance, createChance } from './chance.ts';
import { createDatabase, type Database } from './database.ts';
import { startHsearch } from './hsearch.ts';
import { INCIDENTS } from './incidents.ts';
import { PASSWORD, startMusicRecommender } from './music-recommender.ts';
import { readOptions } from './options.ts';
import type { Service } from './service.ts';
import { startSlackStandIn } from './slack-stand-in.ts';
import { createSongs, recommend } from './songs.ts';
import { startTraffic } from './traffic.ts';
import { waitForLogsieve } from './wait-for-logsieve.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Running {
  server: LogServer;
  log: Producer;
  database: Database;
  chance: Chance;
  music: Service;
  hsearch: Service;
}

/** Both services, their database without delay, their logs on a server of ours. */
async function startServices(): Promise<Running> {
  const server = await startLogServer();
  const log = createProducer({ url: server.url, service: 'demo' });
  const clock = { ...createFakeClock(), sleep: async () => {} };
  const chance = createChance(1);
  const database = createDatabase(log, clock, chance);
  const elapsed = () => 0;
  const music = await startMusicRecommender({ log, database, chance, elapsed });
  const hsearch = await startHsearch({ log, database, elapsed });
  open.push(server.close, () => log.close(), music.stop, hsearch.stop);
  return { server, log, database, chance, music, hsearch };
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<number> {
  return (await fetch(url, { method: 'POST', body: JSON.stringify(body), headers })).status;
}

describe('music-recommender', () => {
  it('recommends what is most like the songs that are liked', () => {
    const songs = createSongs(320);
    const liked = songs.filter(({ genre }) => genre === 'jazz').slice(0, 5);
    const found = recommend(songs, liked, 10);
    expect(found).toHaveLength(10);
    expect(found.filter((song) => liked.includes(song))).toEqual([]);
    expect(found.filter(({ genre }) => genre === 'jazz').length).toBeGreaterThan(3);
  });

  it('logs who signed in and who could not, and every request', async () => {
    const { music, server, log } = await startServices();
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-request-id': 'r1', 'user-agent': 'test/1' };
    expect(await post(`${music.url}/login`, { user: 'u-1', password: PASSWORD }, headers)).toBe(200);
    expect(await post(`${music.url}/login`, { user: 'u-1', password: 'no' }, headers)).toBe(401);
    expect((await fetch(`${music.url}/songs/s-4`)).status).toBe(200);
    expect((await fetch(`${music.url}/nothing`)).status).toBe(404);
    await music.stop();
    await log.flush();
    const failed = { level: 'warn', ip_address: '203.0.113.9', user_id: 'u-1', request_id: 'r1', user_agent: 'test/1' };
    expect(server.records).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ message: 'user u-1 signed in' }),
        expect.objectContaining({ ...failed, message: 'login failed for user u-1: invalid password' }),
        expect.objectContaining({ method: 'POST', endpoint: '/login', status_code: 401, level: 'warn' }),
        expect.objectContaining({ endpoint: '/songs/{id}', status_code: 200, response_time: expect.any(Number) }),
      ]),
    );
  });
});

describe('hsearch', () => {
  it('puts first what says the words most, the rare ones above all', () => {
    const index = createArticleIndex();
    index.add({ id: 'a', title: 'Bread', text: 'bread and flour and bread' });
    index.add({ id: 'b', title: 'Ovens', text: 'an oven for bread' });
    index.add({ id: 'c', title: 'Trains', text: 'a night train' });
    const idsOf = (query: string) => index.search(query, 10).hits.map(({ article }) => article.id);
    expect(idsOf('bread')).toEqual(['a', 'b']);
    expect(idsOf('bread oven')).toEqual(['b', 'a']);
    expect(idsOf('zeppelin')).toEqual([]);
  });

  it('answers with errors while its database is broken, and logs them', async () => {
    const { hsearch, server, log, database } = await startServices();
    database.state = 'broken';
    const statuses = [];
    for (let n = 0; n < 30; n += 1) statuses.push((await fetch(`${hsearch.url}/search?q=bread`)).status);
    await hsearch.stop();
    await log.flush();
    const failed = statuses.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(3);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30 - failed);
    const errors = server.records.filter(({ level, status_code }) => level === 'error' && status_code === undefined);
    expect(errors).toHaveLength(failed);
  });
});

describe('the incidents', () => {
  it('brute-force fails to sign in from one address, often enough', async () => {
    const { music, hsearch, server, log, database, chance } = await startServices();
    const clock = createFakeClock();
    const places = { music: music.url, hsearch: hsearch.url };
    const traffic = startTraffic({ places, clock, chance, rate: 0 });
    const over = new AbortController();
    const world = { places, databases: [database], traffic, clock, stopHsearch: hsearch.stop };
    const happening = INCIDENTS['brute-force'].run(world, over.signal);
    await clock.advanceUntil(() => traffic.stats().sent >= 12, 60_000);
    over.abort();
    await happening;
    await traffic.stop();
    await music.stop();
    await log.flush();
    const failed = server.records.filter(({ message }) => String(message).startsWith('login failed'));
    expect(failed.length).toBeGreaterThanOrEqual(12);
    expect(new Set(failed.map(({ ip_address }) => ip_address)).size).toBe(1);
  });
});

describe('waiting for the alert', () => {
  it('passes over those of others and those that were open before', async () => {
    const api = await startApiServer();
    open.push(api.close);
    const clock = createFakeClock();
    const since = clock.now();
    const record = (id: string, atMs: number, service: string | null, rule = 'failed-logins') =>
      api.alertStore.record(createAlertEvent({ id, rule, service, started_at: formatTime(atMs) }));
    await record('before', since - 1, 'hsearch');
    await record('other-service', since, 'shop');
    await record('no-service', since, null);
    await record('other-rule', since, 'hsearch', 'fatal');
    const { signal } = new AbortController();
    const wanted = { url: api.url, rule: 'failed-logins', services: ['hsearch'], since, clock, signal };
    let seen: unknown = null;
    const waiting = waitForAlert({ ...wanted, timeoutMs: 60_000 }).then((alert) => {
      seen = alert?.id;
    });
    await clock.advanceUntil(() => clock.sleeping() === 1, 1_000);
    expect(seen).toBeNull();
    await record('own', since + 10, 'hsearch');
    await clock.advanceUntil(() => seen !== null, 10_000);
    await waiting;
    expect(seen).toBe('own');
  });
});

describe('the stand-in for Slack', () => {
  it('takes messages at its URL only, and shows their text', async () => {
    const shown: string[] = [];
    const slack = await startSlackStandIn(0, (lines) => shown.push(...lines));
    open.push(slack.stop);
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'CRITICAL' } },
      { type: 'section', fields: [{ type: 'mrkdwn', text: 'a &gt; b\n<http://x|Open>' }] },
    ];
    expect(await post(slack.webhookUrl, { text: 'in short', blocks })).toBe(200);
    expect(await post(slack.webhookUrl, { text: 'in short' })).toBe(200);
    expect(await post(`${slack.webhookUrl}x`, { text: 'elsewhere' })).toBe(404);
    expect(shown).toEqual(['CRITICAL', 'a > b', '[Open]', 'in short']);
  });
});

describe('the options', () => {
  it('have defaults, and are read', () => {
    expect(readOptions([], {})).toMatchObject({ url: 'http://127.0.0.1:8080', rate: 50, incident: 'brute-force' });
    const words = ['--url', 'http://h:1/', '--rate', '5', '--incident', 'silence', '--duration', '1.5m'];
    expect(readOptions([...words, '--slack-stand-in', '9000'], { LOGSIEVE_URL: 'http://other:2' })).toMatchObject({
      url: 'http://h:1',
      rate: 5,
      incident: 'silence',
      durationMs: 90_000,
      slackPort: 9_000,
    });
  });

  it('take the server from the environment', () => {
    expect(readOptions([], { LOGSIEVE_URL: 'http://h:1/' }).url).toBe('http://h:1');
    expect(() => readOptions([], { LOGSIEVE_URL: 'h' })).toThrow(/expected a URL/);
  });

  it.each([
    [['--duration', '60'], /--duration: expected a time such as 60s/],
    [['--rate', 'fast'], /--rate: expected a number/],
    [['--incident', 'fire'], /expected one of brute-force, slow-database/],
    [['--url', 'localhost'], /--url: expected a URL/],
    [['--loud'], /--loud/],
  ])('%j is told to be wrong', (words, fault) => expect(() => readOptions(words, {})).toThrow(fault));
});

describe('a Logsieve that is just starting', () => {
  /** Has its port, and answers once somebody has waited. */
  async function startSlowly() {
    let isUp = false;
    const server = createServer((request, response) => (isUp ? response.end('ok') : request.socket.destroy()));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, comeUp: () => (isUp = true) };
  }

  it('is waited for, but not for ever', async () => {
    const { url, comeUp } = await startSlowly();
    let now = 0;
    const sleep = async (ms: number): Promise<void> => {
      now += ms;
    };
    const clock = { ...createFakeClock(), now: () => now, sleep };
    const { signal } = new AbortController();
    expect(await waitForLogsieve({ url, clock, timeoutMs: 1_000, signal })).toBe(false);
    expect(now).toBe(1_000);
    const waking = { ...clock, sleep: async () => void comeUp() };
    expect(await waitForLogsieve({ url, clock: waking, timeoutMs: 1_000, signal })).toBe(true);
  });
});
