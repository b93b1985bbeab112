import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createElasticsearchAlertStore } from '../../backends/elasticsearch/alert-store.ts';
import { createElasticsearchStore } from '../../backends/elasticsearch/log-store.ts';
import { createTestIndices, type TestIndices } from '../../backends/elasticsearch/test-subjects/test-indices.ts';
import { testRecords } from '../../backends/elasticsearch/test-subjects/test-record.ts';
import { createKafkaBus } from '../../backends/kafka/log-bus.ts';
import { asAdmin, BROKERS } from '../../backends/kafka/test-kafka/admin.ts';
import { openBackends } from '../../backends/open.ts';
import { silentLogger } from '../../core/logger.ts';
import { readTopic } from '../../core/read-topic.ts';
import { TOPIC, TOPICS } from '../../core/topics.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { prefixed } from '../../test/stand-ins/prefixed-bus.ts';
import { readLedger } from '../ledger.ts';
import { migrate } from './migrate.ts';
import type { TargetPlace } from './places.ts';
import { openProgressFile } from './progress-file.ts';

const LOGS = 3_000;
const LONG_MS = 240_000;

let folder: string;
let indices: TestIndices;
let source: TargetPlace;
let target: TargetPlace;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'logsieve-migrate-'));
  indices = createTestIndices();
  const { urls, prefix } = indices;
  const settings = { dataDir: folder, durability: 'normal' as const, searchWorkers: 1 };
  const here = openBackends(settings, { logger: silentLogger, now: () => Date.now() });
  const bus = await here.openBus(false);
  source = { bus, store: await here.openStore(), alertStore: await here.openAlertStore() };
  const kafka = await createKafkaBus({ brokers: BROKERS, clientId: prefix, now: () => Date.now() });
  target = {
    bus: prefixed(kafka, prefix),
    store: await createElasticsearchStore({ urls, alias: `${prefix}_logs` }),
    alertStore: await createElasticsearchAlertStore({ urls, prefix }),
  };
  await Promise.all([source.bus.createTopics(TOPICS), target.bus.createTopics(TOPICS)]);
}, LONG_MS);
afterAll(async () => {
  for (const { bus, store, alertStore } of [source, target])
    await Promise.all([bus.close(), store.close(), alertStore.close()]);
  await asAdmin((admin) => admin.deleteTopics({ topics: TOPICS.map(({ name }) => `${indices.prefix}.${name}`) }));
  await indices.remove();
  rmSync(folder, { recursive: true });
}, LONG_MS);

it(
  'takes a folder over to Kafka and Elasticsearch, and doubles nothing in a second run',
  async () => {
    const at = Date.now() - 5_000;
    await source.store.write(testRecords(LOGS));
    await source.alertStore.record(createAlertEvent({ id: 'known' }));
    await source.bus.publish(
      [0, 1, 2].map((index) => ({
        topic: TOPIC.logs,
        key: `k${index}`,
        value: `line ${index}`,
        timestamp: at + index,
      })),
    );
    const start = () =>
      migrate(source, target, { progress: openProgressFile(folder, 'there'), onProgress: () => undefined });
    const first = await start();
    expect(first).toMatchObject({ target: { logs: LOGS, alerts: 1 }, differences: [], refused: [], complete: true });
    expect(first.moved).toMatchObject({ [TOPIC.logs]: 3 });
    expect(await readLedger(target.bus)).toMatchObject({ accepted: 3, in_flight: 3, unaccounted: 0 });
    const second = await start();
    expect(second).toMatchObject({ target: { logs: LOGS, alerts: 1 }, complete: true });
    expect(second.moved).toMatchObject({ [TOPIC.logs]: 0 });
    const found: string[] = [];
    await readTopic(target.bus, TOPIC.logs, 'earliest', (messages) => {
      for (const { key, value, timestamp } of messages) found.push(`${key} ${value} ${timestamp - at}`);
      return true;
    });
    expect(found.toSorted()).toEqual(['k0 line 0 0', 'k1 line 1 1', 'k2 line 2 2']);
  },
  LONG_MS,
);
