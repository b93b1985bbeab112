import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { plainRecord } from '../../backends/contract/plain-record.ts';
import { openBackends } from '../../backends/open.ts';
import { PipelineError } from '../../core/errors.ts';
import { silentLogger } from '../../core/logger.ts';
import { readTopic } from '../../core/read-topic.ts';
import type { LogRecord } from '../../core/record.ts';
import { GROUP, TOPIC, TOPICS } from '../../core/topics.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { countByDay } from './count-by-day.ts';
import { countSource, migrate } from './migrate.ts';
import type { TargetPlace } from './places.ts';
import { openProgressFile } from './progress-file.ts';

const START = Date.UTC(2026, 10, 18, 22);
const HOUR_MS = 3_600_000;
const STORED = 9_000;

function recordOf(offset: number): LogRecord {
  return plainRecord(offset, START + (offset % 60) * HOUR_MS, { service: 'shop' });
}

let folder: string;
let source: TargetPlace;
let target: TargetPlace;

async function openPlace(dir: string): Promise<TargetPlace> {
  const settings = { dataDir: dir, durability: 'normal' as const, searchWorkers: 1 };
  const backends = openBackends(settings, { logger: silentLogger, now: () => Date.now() });
  const bus = await backends.openBus(false);
  await bus.createTopics(TOPICS);
  return { bus, store: await backends.openStore(), alertStore: await backends.openAlertStore() };
}

/** As if the group had finished the first `count` messages of the partition. */
async function finish(group: string, topic: string, count: number): Promise<void> {
  const done = Promise.withResolvers<void>();
  const subscription = await source.bus.subscribe({
    group,
    topics: [topic],
    async onBatch(batch) {
      await batch.commit({ offset: count });
      done.resolve();
    },
  });
  await done.promise;
  await subscription.close();
}

async function messagesOf(topic: string): Promise<string[]> {
  const found: string[] = [];
  await readTopic(target.bus, topic, 'earliest', (messages) => {
    for (const { key, value, headers, timestamp } of messages)
      found.push(`${key} ${value} ${headers.service ?? ''} ${timestamp}`);
    return true;
  });
  return found;
}

const start = () =>
  migrate(source, target, { progress: openProgressFile(folder, 'there'), onProgress: () => undefined });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'logsieve-migrate-'));
  [source, target] = await Promise.all([openPlace(join(folder, 'here')), openPlace(join(folder, 'there'))]);
  await source.store.write(Array.from({ length: STORED }, (_, offset) => recordOf(offset)));
  await source.bus.publish([
    ...[0, 1, 2].map((index) => ({
      topic: TOPIC.logs,
      partition: 1,
      key: 'shop',
      value: `line ${index}`,
      headers: { service: 'shop' },
      timestamp: START + index,
    })),
    // the last of the stored ones comes again, and two that are not stored
    ...[STORED - 1, STORED, STORED + 1].map((offset) => ({
      topic: TOPIC.classified,
      partition: 0,
      key: 'shop',
      value: JSON.stringify(recordOf(offset)),
    })),
    { topic: TOPIC.rules, key: 'mine', value: '{"name":"mine"}', timestamp: START },
    { topic: TOPIC.deadLetters, key: 'bad', value: 'bad', timestamp: START },
    { topic: TOPIC.alerts, key: 'a', value: JSON.stringify(createAlertEvent({ id: 'waits' })), timestamp: START },
  ]);
  await finish(GROUP.processor, TOPIC.logs, 1);
  await source.alertStore.record(createAlertEvent({ id: 'known' }));
  await source.alertStore.change('known', { action: 'comment', by: 'ada', text: 'seen' }, START);
});
afterEach(async () => {
  for (const { bus, store, alertStore } of [source, target])
    await Promise.all([bus.close(), store.close(), alertStore.close()]);
  rmSync(folder, { recursive: true });
});

describe('migrate', () => {
  it('takes over logs, alerts with their history, and what waits', async () => {
    const result = await start();
    expect(result).toMatchObject({
      source: { logs: STORED + 2, alerts: 2 },
      target: { logs: STORED + 2, alerts: 2 },
      moved: { [TOPIC.logs]: 2, [TOPIC.rules]: 1, [TOPIC.deadLetters]: 1, [TOPIC.alerts]: 1 },
      refused: [],
      differences: [],
      complete: true,
    });
    expect(await target.store.get(['e1-0-7', `e1-0-${STORED}`])).toEqual([recordOf(7), recordOf(STORED)]);
    expect(await target.alertStore.list({})).toEqual(await source.alertStore.list({}));
    expect(await messagesOf(TOPIC.logs)).toEqual([`shop line 1 shop ${START + 1}`, `shop line 2 shop ${START + 2}`]);
    expect(await messagesOf(TOPIC.rules)).toEqual([`mine {"name":"mine"}  ${START}`]);
    expect(await messagesOf(TOPIC.deadLetters)).toEqual([`bad bad  ${START}`]);
  });

  it('run twice doubles nothing', async () => {
    await start();
    const again = await start();
    expect(again).toMatchObject({ target: { logs: STORED + 2, alerts: 2 }, complete: true });
    expect(again.moved).toEqual({ [TOPIC.logs]: 0, [TOPIC.rules]: 0, [TOPIC.deadLetters]: 0, [TOPIC.alerts]: 0 });
    expect(await messagesOf(TOPIC.logs)).toHaveLength(2);
  });

  it('broken off, it goes on where it stood', async () => {
    const written: number[] = [];
    let fails = true;
    const { store } = target;
    target.store = {
      ...store,
      write(records) {
        if (fails && written.length === 2) throw new PipelineError('unavailable', 'gone');
        written.push(records.length);
        return store.write(records);
      },
    };
    await expect(start()).rejects.toMatchObject({ code: 'unavailable' });
    fails = false;
    expect((await start()).complete).toBe(true);
    expect(written).toEqual([4_000, 4_000, 1_000, 2]);
  });

  it('broken off while publishing, it goes on there too', async () => {
    const { bus } = target;
    const openWriter: typeof bus.openWriter = async (name) => {
      const writer = await bus.openWriter(name);
      return {
        async write(messages) {
          if (messages.some(({ topic }) => topic === TOPIC.deadLetters)) throw new PipelineError('unavailable', 'gone');
          await writer.write(messages);
        },
      };
    };
    target.bus = { ...bus, openWriter };
    await expect(start()).rejects.toMatchObject({ code: 'unavailable' });
    target.bus = bus;
    expect((await start()).moved).toEqual({
      [TOPIC.logs]: 0,
      [TOPIC.rules]: 0,
      [TOPIC.deadLetters]: 1,
      [TOPIC.alerts]: 0,
    });
    expect(await messagesOf(TOPIC.logs)).toHaveLength(2);
  });

  it('names the days on which the counts differ', async () => {
    await target.store.write([{ ...recordOf(0), id: 'e9-0-0' }]);
    const { complete, differences } = await start();
    expect([complete, differences]).toEqual([false, [{ day: '2026-11-18', source: 302, target: 303 }]]);
  });

  it('counts what there is and changes nothing', async () => {
    const { days, ...counts } = await countSource(source);
    expect(counts).toEqual({
      logs: STORED + 2,
      alerts: 1,
      waiting: { [TOPIC.logs]: 2, [TOPIC.rules]: 1, [TOPIC.deadLetters]: 1, [TOPIC.alerts]: 1 },
    });
    expect([...days.keys()]).toEqual(['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21']);
    expect(await countByDay(target.store)).toEqual(new Map());
  });
});
