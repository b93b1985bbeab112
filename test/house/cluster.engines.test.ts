import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { RoleName } from '../../server/role.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { type FaultProxy, startFaultProxy } from '../stand-ins/fault-proxy.ts';
import { type SlackStandIn, startSlackStandIn } from '../stand-ins/slack-server.ts';
import { type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';
import { exportLogs, settledLedger } from './read-house.ts';

const BROKERS = process.env.KAFKA_BROKERS ?? '';
const ELASTICSEARCH = process.env.ELASTICSEARCH_URL ?? '';
/** The engines may hold what an earlier run left. */
const RUN = randomUUID().slice(0, 8);
const BATCH = 100;
const LONG_MS = 240_000;
const RULES = `
rules:
  - name: refused-logins
    query: 'marker AND refused'
    window: 10s
    group_by: [ip_address]
    condition: { type: count, op: '>=', threshold: 5 }
    severity: critical
    category: Security
`;

let settings: Record<string, string>;
let elasticsearch: FaultProxy;
let slack: SlackStandIn;
let gateway: House;
let api: House;
let processors: House[];

const startRole = (role: RoleName): Promise<House> =>
  startHouse({ dataDir: makeFolder(), settings, words: ['--role', role] });

beforeAll(async () => {
  const rules = join(makeFolder(), 'rules.yaml');
  writeFileSync(rules, RULES);
  elasticsearch = await startFaultProxy(ELASTICSEARCH);
  slack = await startSlackStandIn();
  settings = {
    KAFKA_BROKERS: BROKERS,
    ELASTICSEARCH_URL: elasticsearch.origin,
    ALERT_RULES: rules,
    SLACK_WEBHOOK_URL: slack.url,
    PUBLIC_URL: 'https://logs.example',
  };
  [gateway, api, ...processors] = (await Promise.all([
    startRole('gateway'),
    startRole('api'),
    startRole('processor'),
    startRole('processor'),
    startRole('indexer'),
    startRole('alerts'),
  ])) as [House, House, House, House, House, House];
}, LONG_MS);
afterAll(async () => {
  killLeftovers();
  await slack?.close();
  await elasticsearch?.close();
  removeFolders();
}, LONG_MS);

/** Resolves with the markers once they are accepted. */
async function send(prefix: string, count: number, changes: Record<string, unknown> = {}): Promise<string[]> {
  const markers = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  for (let at = 0; at < count; at += BATCH) {
    const logs = markers.slice(at, at + BATCH).map((marker, index) => ({
      service: `service-${index % 7}`,
      message: `marker ${marker} seen`,
      marker,
      ...changes,
    }));
    const { status, body } = await gateway.call('POST', '/api/v1/logs', logs);
    expect([status, body.accepted]).toEqual([202, logs.length]);
  }
  return markers;
}

async function storedMarkers(prefix: string): Promise<string[]> {
  const logs = await exportLogs(api, `attributes.marker:${prefix}-*`);
  return logs.map(({ attributes }) => attributes.marker as string);
}

it(
  'takes logs at one process and finds them at another, classified and counted',
  async () => {
    const sent = await send(`first${RUN}`, 500);
    const ledger = await settledLedger(api);
    expect(ledger).toMatchObject({ unaccounted: 0, dead_lettered: 0, stored: ledger.accepted });
    expect((await storedMarkers(`first${RUN}`)).toSorted()).toEqual(sent.toSorted());
    const { body } = await api.get(`/api/v1/logs/search?q=attributes.marker:first${RUN}-7`);
    expect(body.logs[0]).toMatchObject({ service: 'service-0', category: expect.any(String), format: 'json' });
    expect((await gateway.get('/health')).status).toBe(200);
  },
  LONG_MS,
);

it(
  'loses and doubles nothing when a processor is killed at work',
  async () => {
    const sending = send(`killed${RUN}`, 3_000);
    await processors[0]?.kill();
    const sent = await sending;
    const ledger = await settledLedger(api);
    expect(ledger).toMatchObject({ unaccounted: 0, in_flight: 0 });
    expect((await storedMarkers(`killed${RUN}`)).toSorted()).toEqual(sent.toSorted());
  },
  LONG_MS,
);

it(
  'alerts while Elasticsearch is away, says which part is missing, and catches up',
  async () => {
    elasticsearch.failAlways(/./, { kind: 'status', status: 503 });
    const degraded = await eventually('a health that names the store', async () => {
      const { status, body } = await api.get('/health');
      return body.status === 'degraded' ? { status, store: body.checks.store.status } : null;
    });
    expect(degraded).toEqual({ status: 200, store: 'degraded' });
    const refused = await send(`away${RUN}`, 20, {
      message: 'marker refused',
      ip_address: '203.0.113.9',
      service: 'auth',
    });
    await eventually('a message at Slack', () =>
      slack.messages().some((message) => JSON.stringify(message).includes('refused-logins')) ? true : null,
    );
    elasticsearch.failAlways(/./, null);
    await eventually('everything to be stored', async () => {
      const stored = await storedMarkers(`away${RUN}`).catch(() => []);
      return stored.length === refused.length ? stored : null;
    });
    const alert = await eventually('the alert to be recorded', async () => {
      const { body } = await api.get('/api/v1/alerts');
      return body.alerts?.find(({ rule }: { rule: string }) => rule === 'refused-logins') ?? null;
    });
    expect(alert).toMatchObject({ severity: 'critical', group: { ip_address: '203.0.113.9' } });
  },
  LONG_MS,
);
