import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import type { LogBus } from '../core/log-bus.ts';
import { silentLogger } from '../core/logger.ts';
import { readTopic } from '../core/read-topic.ts';
import type { LogRecord } from '../core/record.ts';
import { formatTime } from '../core/time.ts';
import { GROUP, TOPIC, TOPICS } from '../core/topics.ts';
import { eventually } from '../test/stand-ins/eventually.ts';
import { createRecordingMetrics } from '../test/stand-ins/recording-metrics.ts';
import { writePartials } from './partials.ts';
import { createProcessorMetrics } from './processor-metrics.ts';
import { createPartialCollector } from './rules/partial-collector.ts';
import { createRuleSource, type RuleSource } from './rules/rule-source.ts';
import { createWindowStage } from './window-stage.ts';

const T0 = Date.UTC(2026, 10, 20, 8);
const RULE = 'failed-logins';

let dir: string;
let bus: LogBus;
let rules: RuleSource;
let now = T0;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'window-stage-'));
  now = T0;
  bus = await createEmbeddedBus({ dir, now: () => now });
  await bus.createTopics(TOPICS);
  rules = await createRuleSource({ bus, logger: silentLogger });
});
afterEach(async () => {
  await rules.close();
  await bus.close();
  rmSync(dir, { recursive: true });
});

const startStage = async (of = bus) => {
  const metrics = createProcessorMetrics(createRecordingMetrics());
  const stage = createWindowStage({ bus: of, rules, graceMs: 60_000, metrics, logger: silentLogger, now: () => now });
  await stage.start();
  return stage;
};

const failedLogin: LogRecord = {
  id: 'e-1-1',
  timestamp: formatTime(T0),
  received_at: formatTime(T0),
  processed_at: formatTime(T0),
  level: 'warn',
  service: 'auth',
  message: 'failed password for root',
  ip_address: '203.0.113.7',
  category: 'Security',
  category_confidence: 1,
  model_version: '1',
  attributes: {},
};

/** What a partition says after that many failed logins. */
async function whisper(partition: number, watermark: number, failedLogins: number) {
  const collector = createPartialCollector(rules.current().filter(({ rule }) => rule.name === RULE));
  for (let count = 0; count < failedLogins; count++) collector.add(failedLogin, T0);
  const partials = collector.take();
  return bus.publish([writePartials({ partition, watermark, newest: watermark + 10_000, partials })]);
}

/** The same; resolves when the second stage has heard it. */
async function say(partition: number, watermark: number, failedLogins: number, reader: string = GROUP.windows) {
  const { positions } = await whisper(partition, watermark, failedLogins);
  const isHeard = async () =>
    (await bus.lag()).some(({ groups }) =>
      groups.some(({ group, committedOffset }) => group === reader && committedOffset > (positions[0]?.offset ?? 0)),
    );
  await eventually('the second stage', async () => (await isHeard()) || null);
}

const sendTo = (partition: number) =>
  bus.publish([{ topic: TOPIC.logs, partition, key: 'auth', value: '{"message":"waiting"}' }]);

/** As the processor does when it has taken everything that waits in the partition. */
async function processAll(partition: number): Promise<void> {
  const done = Promise.withResolvers<void>();
  const processor = await bus.subscribe({
    group: GROUP.processor,
    topics: [TOPIC.logs],
    async onBatch(batch) {
      await batch.commit();
      if (batch.partition === partition) done.resolve();
    },
  });
  await done.promise;
  await processor.close();
}

async function alerts(): Promise<unknown[]> {
  const found: unknown[] = [];
  await readTopic(bus, TOPIC.alerts, 'earliest', (messages) => {
    for (const { value } of messages) found.push(JSON.parse(value.toString()));
    return true;
  });
  return found;
}

describe('the second stage', () => {
  it('keeps a window open after a stop for a partition that has not caught up', async () => {
    const before = await startStage();
    await say(0, T0 - 10_000, 0);
    await say(1, T0 - 5_000, 6);
    await before.stop();

    now = T0 + 600_000;
    await sendTo(1);
    const after = await startStage();
    await say(0, T0 + 530_000, 0);
    await say(1, T0 + 20_000, 6);
    await after.stop();
    expect(await alerts()).toMatchObject([{ rule: RULE, type: 'firing', value: 12 }]);
  });

  it('keeps a window open for a partition that is silent for long while logs wait in it', async () => {
    const stage = await startStage();
    await say(0, T0 - 10_000, 6);
    await say(1, T0 - 10_000, 0);
    await sendTo(1);
    for (let second = 0; second < 60; second += 5) {
      now = T0 + second * 1_000;
      await say(0, T0 + second * 60_000, 0);
    }
    await say(1, T0 + 20_000, 6);
    await stage.stop();
    expect(await alerts()).toMatchObject([{ rule: RULE, type: 'firing', value: 12 }]);
  });

  it('does so also for one that was not heard of yet', async () => {
    const stage = await startStage();
    await say(0, T0 - 10_000, 6);
    await sendTo(1);
    for (let second = 1; second < 60; second += 5) {
      now = T0 + second * 1_000;
      await say(0, T0 - 10_000 + second * 10_000, 0);
    }
    await say(1, T0 + 20_000, 6);
    await stage.stop();
    expect(await alerts()).toMatchObject([{ rule: RULE, type: 'firing', value: 12 }]);
  });

  it('waits for nobody who is silent because nothing is there, until something is', async () => {
    const stage = await startStage();
    await say(1, T0 - 10_000, 0);
    await say(0, T0 - 10_000, 10);
    await sendTo(1);
    await processAll(1);
    now = T0 + 20_000;
    await say(0, T0 + 600_000, 0);
    now = T0 + 21_000;
    await say(0, T0 + 601_000, 0);
    await stage.stop();
    expect(await alerts()).toMatchObject([{ type: 'firing', value: 10 }, { type: 'resolved' }]);
  });

  it('hears a partition that has nothing waiting to its end, when its counts wait behind those of others', async () => {
    const before = await startStage();
    await say(0, T0 - 10_000, 6);
    await say(1, T0 - 10_000, 0);
    await before.stop();

    now = T0 + 600_000;
    await whisper(0, T0 + 530_000, 0);
    await whisper(1, T0 + 20_000, 6);
    const after = await startStage();
    await say(0, T0 + 540_000, 0);
    await after.stop();
    expect(await alerts()).toMatchObject([{ rule: RULE, type: 'firing', value: 12 }]);
  });

  it('sums nothing a second time when the bus has forgotten how far it was', async () => {
    const before = await startStage();
    await say(0, T0 - 10_000, 6);
    await before.stop();
    const renamed = (group = '') => `new-${group}`;
    const after = await startStage({
      ...bus,
      subscribe: ({ group, ...rest }) => bus.subscribe({ ...rest, group: renamed(group) }),
    });
    await say(0, T0 - 9_000, 4, renamed(GROUP.windows));
    await after.stop();
    expect(await alerts()).toMatchObject([{ rule: RULE, type: 'firing', value: 10 }]);
  });
});
