import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Engine } from '../../engines/engine.ts';
import { freePort } from '../../engines/free-port.ts';
import { startKafka } from '../../engines/kafka.ts';
import type { RoleName } from '../../server/role.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { connectLive, type LiveClient, lastCursor, messagesOf } from '../stand-ins/live-client.ts';
import { startWebhookStandIn, type WebhookStandIn } from '../stand-ins/webhook-server.ts';
import { type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';
import { exportLogs, settledLedger } from './read-house.ts';

/** Elasticsearch may hold what an earlier run left. */
const RUN = randomUUID().slice(0, 8);
const LONG_MS = 120_000;
const RULES = `
rules:
  - name: stopped
    query: 'halted'
    window: 10s
    group_by: [ip_address]
    condition: { type: count, op: '>=', threshold: 1 }
    severity: high
`;

/** Its own, so that no role of another test shares a group with the roles here. */
let kafka: Engine;
let webhook: WebhookStandIn;
let settings: Record<string, string>;
let gateways: House[];
let apis: House[];
let indexers: House[];
let alertsRoles: House[];
const clients: LiveClient[] = [];

const startRole = (role: RoleName): Promise<House> =>
  startHouse({ dataDir: makeFolder(), settings, words: ['--role', role] });
const at = (houses: readonly House[], index: number): House => houses[index % houses.length] as House;

beforeAll(async () => {
  const rules = join(makeFolder(), 'rules.yaml');
  writeFileSync(rules, RULES);
  kafka = await startKafka({ dir: join(makeFolder(), 'kafka'), port: await freePort() });
  webhook = await startWebhookStandIn();
  settings = {
    KAFKA_BROKERS: kafka.address,
    ELASTICSEARCH_URL: process.env.ELASTICSEARCH_URL ?? '',
    ALERT_RULES: rules,
    ALERT_WEBHOOK_URL: webhook.url,
  };
  const startTwo = async (role: RoleName): Promise<House[]> => [await startRole(role), await startRole(role)];
  gateways = await startTwo('gateway');
  apis = await startTwo('api');
  indexers = await startTwo('indexer');
  alertsRoles = await startTwo('alerts');
  await startTwo('processor');
}, LONG_MS);
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  killLeftovers();
  await webhook?.close();
  await kafka?.stop();
  removeFolders();
}, LONG_MS);

function logsOf(prefix: string, count: number): { marker: string; message: string; service: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    marker: `${prefix}-${index}`,
    message: `${prefix} ${index}`,
    service: `service-${index % 7}`,
  }));
}

/** Sends half to each gateway, in small requests; resolves with the messages. */
async function send(prefix: string, count: number): Promise<string[]> {
  const logs = logsOf(prefix, count);
  for (let from = 0; from < count; from += 50) {
    const { status } = await at(gateways, from / 50).call('POST', '/api/v1/logs', logs.slice(from, from + 50));
    expect(status).toBe(202);
  }
  return logs.map(({ message }) => message);
}

/** A log of each of these addresses that raises an alert of its own. */
async function halt(addresses: readonly string[]): Promise<void> {
  const logs = addresses.map((ip_address, index) => ({
    ip_address,
    message: 'halted',
    service: `service-${index % 7}`,
  }));
  expect((await at(gateways, 0).call('POST', '/api/v1/logs', logs)).status).toBe(202);
}

const addressesOf = (block: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `10.0.${block}.${index + 1}`);

async function watchLogs(api: House, prefix: string, cursor?: string): Promise<LiveClient> {
  const parameters = new URLSearchParams({ q: `attributes.marker:${prefix}*`, ...(cursor && { cursor }) });
  const client = await connectLive(`${api.url}/ws/logs?${parameters}`);
  clients.push(client);
  if (!cursor) await client.frame((frame) => typeof frame.cursor === 'string');
  return client;
}

async function watchAlerts(api: House): Promise<LiveClient> {
  const client = await connectLive(`${api.url}/ws/alerts`);
  clients.push(client);
  await client.frame(({ type }) => type === 'ready');
  return client;
}

const hasAll = (client: LiveClient, count: number): Promise<void> =>
  client.until((frames) => messagesOf(frames).length >= count);

interface Told {
  mayBeRepeated: boolean;
  alerts: { status: string; labels: Record<string, string> }[];
}

/** Alerts that were told to have begun, of the addresses of a block. */
function firing(block: number): { ip: string; mayBeRepeated: boolean }[] {
  const messages = webhook.messages() as unknown as Told[];
  return messages.flatMap(({ alerts, mayBeRepeated }) =>
    alerts.flatMap(({ status, labels: { ip_address: ip = '' } }) =>
      status === 'firing' && ip.startsWith(`10.0.${block}.`) ? [{ ip, mayBeRepeated }] : [],
    ),
  );
}

/** How many alerts that began an alerts process has read: none as long as it stands by. */
async function countHeard(alertsRole: House): Promise<number> {
  const { text } = await alertsRole.get('/metrics');
  const counts = text.matchAll(/^logsieve_alerts_received_total\{[^}]*firing[^}]*\} (\d+)/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

it(
  'shows every alert on every api process, and at each what people decide at any of them',
  async () => {
    const watching = await Promise.all(apis.map(watchAlerts));
    const addresses = addressesOf(1, 6);
    await halt(addresses);
    for (const client of watching) {
      await client.until(
        (frames) =>
          new Set(frames.flatMap(({ alert }) => (alert?.group.ip_address?.startsWith('10.0.1.') ? [alert.id] : [])))
            .size === addresses.length,
      );
      const opened = client.frames.flatMap(({ alert }) =>
        alert?.status === 'open' && alert.group.ip_address?.startsWith('10.0.1.') ? [alert.group.ip_address] : [],
      );
      expect(opened.toSorted()).toEqual(addresses.toSorted());
    }
    const { alert } = await (watching[0] as LiveClient).frame(({ alert: one }) => one?.group.ip_address === '10.0.1.1');
    const decisions = { acknowledge: {}, assign: { assignee: 'bea' }, comments: { text: 'known' }, resolve: {} };
    for (const [index, [name, body]] of Object.entries(decisions).entries()) {
      const path = `/api/v1/alerts/${alert.id}`;
      const { status, body: changed } = await at(apis, index).call('POST', `${path}/${name}`, { by: 'ann', ...body });
      expect([name, status]).toEqual([name, 200]);
      const made = changed.timeline.findLast(({ by }: { by: string }) => by === 'ann');
      for (const client of watching) {
        await client.frame(({ alert: one }) => one?.id === alert.id && JSON.stringify(one.timeline).includes(made.at));
      }
      expect((await at(apis, index + 1).get(path)).body.timeline).toContainEqual(made);
    }
  },
  LONG_MS,
);

it(
  'takes a rule from one api process, and it is in force at the other and in the processors',
  async () => {
    const condition = { type: 'count', op: '>=', threshold: 1 };
    const rule = { name: `coupons-${RUN}`, query: 'coupon', window: '10s', group_by: ['service'], condition };
    const created = await at(apis, 0).call('POST', '/api/v1/alert-rules', { ...rule, severity: 'low' });
    expect(created.status).toBe(201);
    const namesAt = async (api: House): Promise<string[]> =>
      (await api.get('/api/v1/alert-rules')).body.rules.map(({ name }: { name: string }) => name);
    await eventually('the rule at the other', async () =>
      (await namesAt(at(apis, 1))).includes(rule.name) ? true : null,
    );
    await eventually('an alert of it', async () => {
      await at(gateways, 1).call('POST', '/api/v1/logs', { service: 'shop', message: 'coupon used' });
      return JSON.stringify(webhook.messages()).includes(rule.name) ? true : null;
    });
    expect((await at(apis, 1).call('DELETE', `/api/v1/alert-rules/${rule.name}`)).status).toBe(204);
    await eventually('the rule gone', async () => ((await namesAt(at(apis, 0))).includes(rule.name) ? null : true));
  },
  LONG_MS,
);

it(
  'stores everything once when an indexer is killed, with two gateways at work',
  async () => {
    const sending = send(`index${RUN}`, 2_000);
    await eventually('something stored', async () =>
      (await exportLogs(at(apis, 0), `attributes.marker:index${RUN}-*`)).length > 0 ? true : null,
    );
    await at(indexers, 0).kill();
    const sent = await sending;
    const ledger = await settledLedger(at(apis, 1));
    expect(ledger).toMatchObject({ unaccounted: 0, dead_lettered: 0, stored: ledger.accepted });
    const stored = await exportLogs(at(apis, 0), `attributes.marker:index${RUN}-*`);
    expect(stored.map(({ message }) => message).toSorted()).toEqual(sent.toSorted());
  },
  LONG_MS,
);

it(
  'lets a standby tell the alerts when the one that told them is killed',
  async () => {
    const before = addressesOf(2, 4);
    await halt(before);
    await eventually('alerts before', () =>
      new Set(firing(2).map(({ ip }) => ip)).size === before.length ? true : null,
    );
    const heardBefore = await Promise.all(alertsRoles.map(countHeard));
    const active = heardBefore.findIndex((heard) => heard > 0);
    expect(heardBefore[1 - active]).toBe(0);
    const after = addressesOf(3, 8);
    await halt(after.slice(0, 4));
    await at(alertsRoles, active).kill();
    await halt(after.slice(4));
    await eventually('alerts after', () =>
      new Set(firing(3).map(({ ip }) => ip)).size === after.length ? true : null,
    );
    expect(await countHeard(at(alertsRoles, 1 - active))).toBeGreaterThan(0);
    const unmarked = [...firing(2), ...firing(3)].filter(({ mayBeRepeated }) => !mayBeRepeated).map(({ ip }) => ip);
    expect(unmarked).toEqual([...new Set(unmarked)]);
  },
  LONG_MS,
);

it(
  'shows every log once on every api process, and goes on at another one when its own is killed',
  async () => {
    const prefix = `live${RUN}`;
    const [first, second] = (await Promise.all(apis.map((api) => watchLogs(api, prefix)))) as [LiveClient, LiveClient];
    const sent = await send(`${prefix}a`, 350);
    await Promise.all([hasAll(first, sent.length), hasAll(second, sent.length)]);
    const meanwhile = send(`${prefix}b`, 700);
    await first.until((frames) => messagesOf(frames).length > sent.length);
    await at(apis, 0).kill();
    await first.closed;
    sent.push(...(await meanwhile));
    const resumed = await watchLogs(at(apis, 1), prefix, lastCursor(first.frames));
    sent.push(...(await send(`${prefix}c`, 70)));
    const all = (): string[] => [...messagesOf(first.frames), ...messagesOf(resumed.frames)];
    await resumed.until(() => all().length >= sent.length);
    await hasAll(second, sent.length);
    expect(messagesOf(second.frames).toSorted()).toEqual(sent.toSorted());
    expect(all().toSorted()).toEqual(sent.toSorted());
  },
  LONG_MS,
);
