import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { plainRecord } from '../../backends/contract/plain-record.ts';
import { openBackends } from '../../backends/open.ts';
import type { AlertStore } from '../../core/alert-store.ts';
import type { LogBus, PartitionLag } from '../../core/log-bus.ts';
import type { LogStore } from '../../core/log-store.ts';
import { silentLogger } from '../../core/logger.ts';
import { noMetrics } from '../../core/metrics.ts';
import type { SnapshotNote } from '../../core/snapshots.ts';
import { TOPIC, TOPICS } from '../../core/topics.ts';
import { createIndexer } from '../../stream-processor/indexer.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { eventually } from '../../test/stand-ins/eventually.ts';
import { catchUp } from './catch-up.ts';
import { readPlaces } from './read-places.ts';

const folders: string[] = [];
let bus: LogBus;
let store: LogStore;
let restored: { store: LogStore; alertStore: AlertStore };

function backends() {
  const dataDir = mkdtempSync(join(tmpdir(), 'catch-up-'));
  folders.push(dataDir);
  const settings = { dataDir, durability: 'normal' as const, searchWorkers: 1 };
  return openBackends(settings, { logger: silentLogger, now: Date.now });
}

beforeEach(async () => {
  const [before, after] = [backends(), backends()];
  bus = await before.openBus(true);
  store = await before.openStore();
  await bus.createTopics(TOPICS);
  restored = { store: await after.openStore(), alertStore: await after.openAlertStore() };
});
afterEach(async () => {
  await Promise.all([bus.close(), store.close(), restored.store.close(), restored.alertStore.close()]);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const publish = (offsets: readonly number[]) =>
  bus.publish(
    offsets.map((offset) => {
      const record = plainRecord(offset, Date.now());
      return { topic: TOPIC.classified, key: 'shop', value: JSON.stringify(record) };
    }),
  );

/** Lets the indexer read all that there is. */
async function index(): Promise<void> {
  const indexer = createIndexer({ bus, store, lingerMs: 0, logger: silentLogger, metrics: noMetrics, now: Date.now });
  await indexer.start();
  await eventually('the indexer', async () => {
    const lags = (await bus.lag()).filter(({ topic, endOffset }) => topic === TOPIC.classified && endOffset > 0);
    return lags.every(({ groups, endOffset }) => groups[0]?.committedOffset === endOffset) ? true : null;
  });
  await indexer.stop();
}

const run = (note: SnapshotNote | null) => catchUp({ ...restored, bus, note, onProgress() {} });

it('reads what came after the snapshot, and again changes nothing', async () => {
  await publish([1, 2, 3, 4]);
  await index();
  const note = await readPlaces(bus);
  await publish([5, 6, 7]);
  await index();
  await bus.publish([{ topic: TOPIC.alerts, key: 'a', value: JSON.stringify(createAlertEvent({ id: 'later' })) }]);
  expect(await run(note)).toEqual({ logs: 3, stored: 3, alerts: 1, gone: 0 });
  expect((await restored.store.get(['e1-0-4', 'e1-0-5', 'e1-0-6', 'e1-0-7'])).map(({ id }) => id)).toEqual([
    'e1-0-5',
    'e1-0-6',
    'e1-0-7',
  ]);
  expect((await restored.alertStore.list({})).alerts).toMatchObject([{ id: 'later' }]);
  expect(await run(note)).toMatchObject({ logs: 3, stored: 0 });
});

it('counts from where the indexer stood, not from what was on the topic', async () => {
  await publish([1, 2]);
  await index();
  await publish([3]);
  expect(await run(await readPlaces(bus))).toMatchObject({ logs: 1, stored: 1 });
});

it('reads everything where offsets mean something else by now, or were not noted', async () => {
  await publish([1, 2]);
  await index();
  const note = await readPlaces(bus);
  const elsewhere = { ...note, [TOPIC.classified]: { epoch: 'another', offsets: { 0: 100 } } };
  expect(await run(elsewhere)).toMatchObject({ logs: 2, stored: 2 });
  expect(await run(null)).toMatchObject({ logs: 2, stored: 0 });
});

it('says how many logs retention has taken meanwhile', async () => {
  const note = await readPlaces(bus);
  await publish([1, 2, 3, 4, 5]);
  const keepsTwo = (lag: PartitionLag) => (lag.endOffset === 5 ? { ...lag, beginOffset: 3 } : lag);
  const overtaken: LogBus = { ...bus, lag: async (of) => (await bus.lag(of)).map(keepsTwo) };
  const result = await catchUp({ ...restored, bus: overtaken, note, onProgress() {} });
  expect(result).toEqual({ logs: 2, stored: 2, alerts: 0, gone: 3 });
});
