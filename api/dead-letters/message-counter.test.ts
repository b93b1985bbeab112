import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createEmbeddedBus, type EmbeddedBus } from '../../backends/embedded/log-bus.ts';
import { createMessageCounter } from './message-counter.ts';

const TOPIC = 'letters';
const HOUR_MS = 3_600_000;
let dir: string;
let bus: EmbeddedBus;
let now = 0;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'counter-'));
  now = Date.UTC(2026, 10, 20);
  bus = await createEmbeddedBus({ dir, now: () => now, checkpoint: false });
  await bus.createTopics([{ name: TOPIC, partitions: 2, retentionMs: HOUR_MS, compacted: false }]);
});
afterEach(async () => {
  await bus.close();
  rmSync(dir, { recursive: true });
});

const send = (count: number): Promise<unknown> =>
  bus.publish(Array.from({ length: count }, (_, at) => ({ topic: TOPIC, key: null, value: 'x', partition: at % 2 })));

test('counts what is there, what came since, and no more what is no longer kept', async () => {
  const counter = createMessageCounter(bus, TOPIC);
  expect(await counter.count()).toBe(0);
  await send(5);
  expect(await Promise.all([counter.count(), counter.count()])).toEqual([5, 5]);
  now += 2 * HOUR_MS;
  await send(2);
  expect(await counter.count()).toBe(7);
  await bus.dropExpired(now);
  const kept = (await bus.lag({ topics: [TOPIC] })).reduce((sum, lag) => sum + lag.endOffset - lag.beginOffset, 0);
  expect(await counter.count()).toBe(kept);
  expect(kept).toBeLessThan(7);
});
