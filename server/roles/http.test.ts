import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildMessage, CHANNEL_REFUSED_RULE } from '../../alert-consumer/message.ts';
import { openBackends } from '../../backends/open.ts';
import type { AtomicWriters, LogBus } from '../../core/log-bus.ts';
import { silentLogger } from '../../core/logger.ts';
import { TOPICS } from '../../core/topics.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { loadConfig } from '../config.ts';
import { createMetrics } from '../metrics.ts';
import { NO_TROUBLES } from '../watch-writes.ts';
import { startHttpRole } from './http.ts';

let dir: string;
let bus: LogBus & AtomicWriters;
let closed: string[];
const ALLOWED = 'https://pages.example';

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'http-role-'));
  closed = [];
});
afterEach(async () => {
  await bus.close();
  rmSync(dir, { recursive: true });
});

async function start(doors: { gateway: boolean; api: boolean }, port = 0) {
  const config = loadConfig({ env: { DATA_DIR: dir, PORT: String(port), ALLOWED_ORIGINS: ALLOWED } });
  const real = openBackends(config, { logger: silentLogger, now: Date.now });
  bus = await real.openBus(true);
  await bus.createTopics(TOPICS);
  const backends = {
    ...real,
    async openStore() {
      const store = await real.openStore();
      return { ...store, close: () => store.close().then(() => void closed.push('store')) };
    },
  };
  const context = {
    config,
    backends,
    bus,
    logger: silentLogger,
    metrics: createMetrics(),
    onStopped() {},
    now: Date.now,
  };
  return startHttpRole(context, { doors, checks: {}, troubles: () => NO_TROUBLES, otherMetrics: async () => [] });
}

/** The status of an answer; a request that a browser would not let us make. */
async function status(url: string, headers: Record<string, string>, body?: string): Promise<number | undefined> {
  const asked = request(url, { headers: { connection: 'close', ...headers }, method: body ? 'POST' : 'GET' });
  asked.end(body);
  const [answer] = await Promise.race([once(asked, 'response'), once(asked, 'upgrade')]);
  (answer.resume ? answer : answer.socket).resume();
  answer.socket.destroy();
  return answer.statusCode;
}

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};
const json = { 'content-type': 'application/json' };

describe('the HTTP role', () => {
  it('as a door for logs only says how it is, and opens nothing that only questions need', async () => {
    const role = await start({ gateway: true, api: false });
    expect(await status(`${role.url}/health`, {})).toBe(200);
    expect(await status(`${role.url}/metrics`, {})).toBe(200);
    expect(await status(`${role.url}/health/what`, {})).toBe(404);
    expect(await status(`${role.url}/api/v1/stats`, {})).toBe(404);
    expect(existsSync(join(dir, 'alerts.db'))).toBe(false);
    await role.stop();
  });

  it('as a door for logs only shows no live tail', async () => {
    const role = await start({ gateway: true, api: false });
    expect(await status(`${role.url}/ws/logs`, UPGRADE)).toBe(404);
    await role.stop();
  });

  it('answers to its own names only, at both doors and for the live tail', async () => {
    const role = await start({ gateway: true, api: true });
    const host = 'evil.example';
    expect(await status(`${role.url}/api/v1/stats`, { host })).toBe(403);
    expect(await status(`${role.url}/api/v1/logs`, { host, ...json }, '{}')).toBe(403);
    expect(await status(`${role.url}/ws/logs`, { host, ...UPGRADE })).toBe(403);
    expect(await status(`${role.url}/ws/logs`, UPGRADE)).toBe(101);
    expect(await status(`${role.url}/health/live`, { host: 'localhost:1' })).toBe(200);
    await role.stop();
  });

  it('takes logs from no page of another origin, but from those that are allowed and from programs', async () => {
    const role = await start({ gateway: true, api: false });
    const send = (headers: Record<string, string>) =>
      status(`${role.url}/api/v1/logs`, { ...json, ...headers }, '{"message":"x"}');
    expect(await send({ origin: 'https://evil.example' })).toBe(403);
    expect(await send({ origin: 'null' })).toBe(403);
    expect(await Promise.all([send({}), send({ origin: ALLOWED }), send({ origin: role.url })])).toEqual([
      202, 202, 202,
    ]);
    await role.stop();
  });

  it('takes no logs under a parameter that is misspelt or given twice, and names it', async () => {
    const role = await start({ gateway: true, api: false });
    const send = async (parameters: string) => {
      const answer = await fetch(`${role.url}/api/v1/logs?${parameters}`, {
        method: 'POST',
        headers: json,
        body: '{"message":"x"}',
      });
      return [answer.status, ((await answer.json()) as { error?: { message: string } }).error?.message];
    };
    expect(await send('servce=web')).toEqual([400, 'servce: not known here; did you mean service?']);
    expect(await send('service=a&service=b')).toEqual([400, 'service: given more than once']);
    expect(await send('service=a&ack=bus')).toEqual([202, undefined]);
    await role.stop();
  });

  it('answers the preflight of an allowed origin that wants to send logs, and of no other', async () => {
    const role = await start({ gateway: true, api: false });
    const ask = (origin: string, method: string) =>
      fetch(`${role.url}/api/v1/logs`, {
        method,
        headers: { origin, 'access-control-request-method': 'POST', 'content-type': 'application/json' },
        body: method === 'POST' ? '{"message":"x"}' : null,
      });
    const answers = [await ask(ALLOWED, 'OPTIONS'), await ask(ALLOWED, 'POST')];
    expect(answers.map(({ status: code }) => code)).toEqual([204, 202]);
    for (const { headers } of answers) expect(headers.get('access-control-allow-origin')).toBe(ALLOWED);
    const foreign = await ask('https://evil.example', 'OPTIONS');
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    await role.stop();
  });

  it('knows where every link of a message leads', async () => {
    const role = await start({ gateway: true, api: true });
    const message = buildMessage({
      key: 'k',
      alerts: [createAlertEvent(), createAlertEvent({ id: 'about-a-channel', rule: CHANNEL_REFUSED_RULE })],
      mayBeRepeated: false,
      publicUrl: role.url,
    });
    const links = [message.alertsUrl, ...message.alerts.flatMap((alert) => [alert.alertUrl, alert.explorerUrl ?? ''])];
    const pages = new Set(links.filter((link) => link !== ''));
    expect([...pages].map((link) => new URL(link).pathname).sort()).toEqual([
      '/alerts',
      `/alerts/${createAlertEvent().id}`,
      '/explorer',
    ]);
    const answers = await Promise.all([...pages].map((link) => fetch(link)));
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
    }
    await role.stop();
  });

  it('that finds its port taken leaves nothing running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(start({ gateway: true, api: true }, port)).rejects.toMatchObject({ code: 'port_in_use' });
    expect(closed).toEqual(['store']);
    other.close();
  });
});
