import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LogFields, Logger } from '../../../core/logger.ts';
import { silentLogger } from '../../../core/logger.ts';
import { probe } from '../../contract/log-bus-probe.ts';
import { createEmbeddedBus, type EmbeddedBus } from '../log-bus.ts';

const HOUR_MS = 3_600_000;
let dir = '';
let clock = 0;
let errors: LogFields[] = [];
let bus: EmbeddedBus;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bus-retention-'));
  clock = Date.UTC(2026, 0, 1);
  errors = [];
  const logger: Logger = { ...silentLogger, error: (_message, fields) => errors.push(fields ?? {}) };
  bus = await createEmbeddedBus({ dir, now: () => clock, logger });
  await bus.createTopics([
    { name: 'short', partitions: 1, retentionMs: HOUR_MS, compacted: false },
    { name: 'long', partitions: 1, retentionMs: 24 * HOUR_MS, compacted: false },
    { name: 'state', partitions: 1, retentionMs: 0, compacted: true },
  ]);
});
afterEach(async () => {
  await bus.close();
  rmSync(dir, { recursive: true, force: true });
});

const publish = (topic: string, value: string) => bus.publish([{ topic, key: 'k', value }]);

describe('retention', () => {
  it('removes what is older than its topic allows, and nothing else', async () => {
    for (const topic of ['short', 'long', 'state']) await publish(topic, 'old');
    clock += HOUR_MS;
    expect(await bus.dropExpired(clock)).toBe(0);
    await publish('short', 'new');
    clock += 1;
    expect(await bus.dropExpired(clock)).toBe(1);
    const lag = await bus.lag();
    const range = (topic: string) => {
      const found = lag.find((it) => it.topic === topic);
      return [found?.beginOffset, found?.endOffset];
    };
    expect({ short: range('short'), long: range('long'), state: range('state') }).toEqual({
      short: [1, 2],
      long: [0, 1],
      state: [0, 1],
    });
  });

  it('goes by the time of publishing, so that old logs that arrive late are not lost', async () => {
    await bus.publish([{ topic: 'short', key: 'k', value: 'from last year', timestamp: clock - 365 * 24 * HOUR_MS }]);
    expect(await bus.dropExpired(clock + HOUR_MS)).toBe(0);
  });

  it('counts on when everything was removed', async () => {
    await publish('short', 'a');
    clock += 2 * HOUR_MS;
    await bus.dropExpired(clock);
    const { positions } = await publish('short', 'b');
    expect(positions).toEqual([{ partition: 0, offset: 1 }]);
  });

  it('tells a group exactly what it lost, and lets it go on', async () => {
    await publish('short', 'read');
    const first = await probe(bus, { topics: ['short'], group: 'slow' });
    await first.until(() => first.messages.length === 1);
    await first.close();
    await publish('short', 'lost 1');
    await publish('short', 'lost 2');
    clock += 2 * HOUR_MS;
    await publish('short', 'kept');
    await bus.dropExpired(clock);
    expect(errors).toEqual([{ topic: 'short', partition: 0, group: 'slow', from: 1, to: 2 }]);
    const second = await probe(bus, { topics: ['short'], group: 'slow' });
    await second.until(() => second.messages.length === 1);
    expect(second.texts()).toEqual(['kept']);
    expect(second.assignments).toMatchObject([{ offset: 3 }]);
    expect(second.errors).toMatchObject([
      { code: 'offset_lost', details: { topic: 'short', partition: 0, from: 1, to: 2 } },
    ]);
  });

  it('gives the space back', async () => {
    const random = () => Array.from({ length: 3_000 }, () => Math.random().toString(36)).join('');
    for (let index = 0; index < 40; index++) await publish('short', random());
    const before = await fileSize();
    clock += 2 * HOUR_MS;
    await bus.dropExpired(clock);
    expect(before).toBeGreaterThan(500_000);
    expect(await fileSize()).toBeLessThan(before / 4);
  });

  it('is applied by itself', async () => {
    await publish('short', 'old');
    clock += 2 * HOUR_MS;
    const keeper = await createEmbeddedBus({ dir, now: () => clock, retentionIntervalMs: 10 });
    const reader = await probe(keeper, { topics: ['short'], startAt: 'latest', tickMs: 10 });
    await publish('short', 'new');
    let begin = 0;
    while (begin === 0) {
      const ticks = reader.batches.length;
      await reader.until(() => reader.batches.length > ticks);
      begin = (await bus.lag()).find(({ topic }) => topic === 'short')?.beginOffset ?? 0;
    }
    expect(begin).toBe(1);
    await keeper.close();
  });
});

/** The file itself, once everything is out of the write-ahead log. */
async function fileSize(): Promise<number> {
  await bus.close();
  const { size } = statSync(join(dir, 'bus.db'));
  bus = await createEmbeddedBus({ dir, now: () => clock });
  return size;
}
