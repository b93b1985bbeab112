import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { plainRecord } from '../backends/contract/plain-record.ts';
import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import { createEmbeddedStore } from '../backends/embedded/store/log-store.ts';
import { readCounts } from '../core/ledger.ts';
import type { LogBus } from '../core/log-bus.ts';
import type { LogStore } from '../core/log-store.ts';
import { silentLogger } from '../core/logger.ts';
import { noMetrics } from '../core/metrics.ts';
import { readTopic } from '../core/read-topic.ts';
import { TOPIC, TOPICS } from '../core/topics.ts';
import { eventually } from '../test/stand-ins/eventually.ts';
import { createIndexer } from './indexer.ts';

let dir: string;
let bus: LogBus;
let store: LogStore;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'indexer-'));
  bus = await createEmbeddedBus({ dir, now: Date.now });
  await bus.createTopics(TOPICS);
  store = await createEmbeddedStore({ dir });
});
afterEach(async () => {
  await Promise.all([bus.close(), store.close()]);
  rmSync(dir, { recursive: true });
});

async function valuesOf(topic: string): Promise<{ key: string; value: Buffer }[]> {
  const found: { key: string; value: Buffer }[] = [];
  await readTopic(bus, topic, 'earliest', (messages) => {
    found.push(...messages.map(({ key, value }) => ({ key: key ?? '', value })));
    return true;
  });
  return found;
}

/** Publishes, and lets an indexer of this group run until it took so many messages in all. */
async function index(values: readonly string[], group: string, taken: number): Promise<void> {
  await bus.publish(values.map((value) => ({ topic: TOPIC.classified, key: null, partition: 0, value })));
  const renamed: LogBus = { ...bus, subscribe: (options) => bus.subscribe({ ...options, group }) };
  const indexer = createIndexer({
    bus: renamed,
    store,
    lingerMs: 0,
    logger: silentLogger,
    metrics: noMetrics,
    now: Date.now,
  });
  await indexer.start();
  await eventually('the end of the topic', async () => {
    const [lag] = (await bus.lag()).filter(({ topic, partition }) => topic === TOPIC.classified && partition === 0);
    return lag?.groups.find((each) => each.group === group)?.committedOffset === taken ? true : null;
  });
  await indexer.stop();
}

it('counts no record and buries no message a second time when the bus has forgotten how far it was', async () => {
  const records = [0, 1].map((offset) => JSON.stringify(plainRecord(offset, Date.now())));
  await index([records[0] ?? '', '{'], 'first', 2);
  await index([records[1] ?? ''], 'forgotten', 3);
  const [newest] = (await valuesOf(TOPIC.ledger)).slice(-1);
  expect(newest && readCounts('indexer', newest.key, newest.value)).toMatchObject({ stored: 2, deadLettered: 1 });
  expect(await valuesOf(TOPIC.deadLetters)).toHaveLength(1);
  expect(await store.get(['e1-0-0', 'e1-0-1'])).toHaveLength(2);
});
