import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createKafkaBus } from '../../backends/kafka/log-bus.ts';
import type { Alert } from '../../core/alert.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { GROUP, TOPIC, TOPICS } from '../../core/topics.ts';
import type { Engine } from '../../engines/engine.ts';
import { freePort } from '../../engines/free-port.ts';
import { startKafka } from '../../engines/kafka.ts';
import type { RoleName } from '../../server/role.ts';
import { asAdmin } from '../faults/harness/admin.ts';
import { drained, finished } from '../faults/harness/drained.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { startWebhookStandIn, type WebhookStandIn } from '../stand-ins/webhook-server.ts';
import { type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';
import { exportLogs, settledLedger } from './read-house.ts';

/** Elasticsearch may hold what an earlier run left. */
const RUN = randomUUID().slice(0, 8);
const LONG_MS = 240_000;
/** Counted across services, and so in the second window stage. */
const RULES = `
rules:
  - name: stopped-${RUN}
    query: 'halted'
    window: 1h
    group_by: [ip_address]
    condition: { type: count, op: '>=', threshold: 5 }
    severity: high
`;
const READERS: readonly RoleName[] = ['processor', 'indexer', 'alerts'];

let kafka: Engine;
let bus: LogBus;
let webhook: WebhookStandIn;
let settings: Record<string, string>;
let gateway: House;
let api: House;
let readers: House[] = [];

const startRole = (role: RoleName): Promise<House> =>
  startHouse({ dataDir: makeFolder(), settings, words: ['--role', role] });

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
  bus = await createKafkaBus({ brokers: [kafka.address], clientId: 'logsieve', now: Date.now });
  await bus.createTopics(TOPICS);
  [gateway, api] = await Promise.all([startRole('gateway'), startRole('api')]);
}, LONG_MS);
afterAll(async () => {
  killLeftovers();
  await bus?.close();
  await webhook?.close();
  await kafka?.stop();
  removeFolders();
}, LONG_MS);

/** Logs of one address, spread over the partitions. */
async function halt(ip_address: string, count: number): Promise<void> {
  const logs = Array.from({ length: count }, (_, index) => ({
    marker: RUN,
    ip_address,
    message: 'halted',
    service: `service-${index % 7}`,
  }));
  expect((await gateway.call('POST', '/api/v1/logs', logs)).status).toBe(202);
}

/** Resolves when everything that was sent so far went all the way. */
async function settle(): Promise<void> {
  await drained(bus);
  await finished(bus, TOPIC.partials, GROUP.windows);
  for (const group of [GROUP.alertConsumer, GROUP.alertRecorder]) await finished(bus, TOPIC.alerts, group);
}

/** Addresses of the alerts that were told to have begun, one entry a telling. */
function told(): string[] {
  const messages = webhook.messages() as unknown as { alerts: { labels: Record<string, string> }[] }[];
  return messages.flatMap(({ alerts }) => alerts.map(({ labels }) => labels.ip_address ?? '')).toSorted();
}

async function figures() {
  const { accepted, stored, dead_lettered, unaccounted } = await settledLedger(api);
  const { dead_letters } = (await api.get('/api/v1/dlq')).body;
  const logs = await exportLogs(api, `attributes.marker:${RUN}`);
  return { accepted, stored, dead_lettered, unaccounted, dead_letters: dead_letters.length, found: logs.length };
}

it(
  'loses nothing and does nothing twice when Kafka forgot how far its readers were',
  async () => {
    readers = await Promise.all(READERS.map(startRole));
    await bus.publish([{ topic: TOPIC.alerts, key: null, value: 'no alert' }]);
    await halt('10.0.0.1', 3);
    await halt('10.0.0.2', 5);
    await eventually('the alert', () => (told().length > 0 ? true : null));
    await settle();
    const before = await figures();
    expect(before).toMatchObject({ accepted: 8, found: 8, dead_letters: 1 });

    await Promise.all(readers.map((house) => house.stop()));
    await asAdmin(kafka.address, (admin) => admin.deleteGroups(Object.values(GROUP)));
    expect(await figures()).toEqual(before);
    readers = await Promise.all(READERS.map(startRole));
    await halt('10.0.0.3', 1);
    await settle();
    expect(await figures()).toEqual({ ...before, accepted: 9, stored: before.stored + 1, found: 9 });

    await halt('10.0.0.1', 2);
    await eventually('the other alert', () => (told().includes('10.0.0.1') ? true : null));
    await settle();
    const { alerts } = (await api.get(`/api/v1/alerts?rule=stopped-${RUN}`)).body;
    const values = alerts.map(({ group, value }: Alert) => `${group.ip_address}: ${value}`);
    expect(values.toSorted()).toEqual(['10.0.0.1: 5', '10.0.0.2: 5']);
    expect(told()).toEqual(['10.0.0.1', '10.0.0.2']);
  },
  LONG_MS,
);
