import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import type { Classifier } from '../core/classifier.ts';
import type { LogBus } from '../core/log-bus.ts';
import { silentLogger } from '../core/logger.ts';
import { GROUP, TOPIC, TOPICS } from '../core/topics.ts';
import { parseLine } from '../parsers/detect.ts';
import { eventually } from '../test/stand-ins/eventually.ts';
import { createRecordingMetrics, type RecordingMetrics } from '../test/stand-ins/recording-metrics.ts';
import { contentOf } from '../test/stand-ins/topic-content.ts';
import { BREAKER_DEFAULTS, type BreakerSettings } from './breaker.ts';
import { DEFAULT_KINDS } from './mask/detectors.ts';
import { createProcessor, type ProcessorOptions } from './processor.ts';
import type { Role } from './role.ts';
import { createRuleSource, type RuleSource } from './rules/rule-source.ts';

const T0 = Date.UTC(2026, 10, 20, 8);
const STOPPED = 'logsieve_processor_stopped_partitions';

/** Fails on what the release cannot bear. */
const release = (cannotBear: RegExp): Classifier => ({
  facts: { date: null, corpus: { hash: '', lines: 0, groups: 0 }, metrics: null },
  version: 'of the test',
  classify({ message }) {
    if (cannotBear.test(message)) throw new TypeError('broken');
    return { category: 'General', confidence: 1 };
  },
  explain: () => {
    throw new Error('not asked here');
  },
});
const GOOD = release(/^riddle/);
const BAD = release(/./);

let dir: string;
let bus: LogBus;
let rules: RuleSource;
let processor: Role;
let metrics: RecordingMetrics;
let told: (string | null)[];
let logged: string[];
let now: number;

async function start(
  classifier: Classifier,
  breaker: Partial<BreakerSettings> = {},
  changes: Partial<ProcessorOptions> = {},
): Promise<void> {
  metrics = createRecordingMetrics();
  const note = (level: string) => (message: string) => void logged.push(`${level} ${message}`);
  processor = createProcessor({
    bus,
    classifier,
    parseLine,
    rules,
    mask: { kinds: DEFAULT_KINDS },
    lingerMs: 0,
    breaker: { ...BREAKER_DEFAULTS, ...breaker },
    onStopped: (reason) => void told.push(reason),
    logger: { ...silentLogger, error: note('error'), warn: note('warn'), info: note('info') },
    metrics,
    now: () => now,
    ...changes,
  });
  await processor.start();
}

async function restart(classifier: Classifier): Promise<void> {
  await processor.stop();
  await start(classifier);
}

beforeEach(async () => {
  now = T0;
  told = [];
  logged = [];
  dir = mkdtempSync(join(tmpdir(), 'breaker-'));
  bus = await createEmbeddedBus({ dir, now: () => now });
  await bus.createTopics(TOPICS);
  rules = await createRuleSource({ bus, logger: silentLogger });
});
afterEach(async () => {
  await processor.stop();
  await rules.close();
  await bus.close();
  rmSync(dir, { recursive: true });
});

/** All of one service, so of one partition. */
const publish = (values: readonly string[]) =>
  bus.publish(values.map((value) => ({ topic: TOPIC.logs, key: 'shop', value, timestamp: now })));
const logsOf = (message: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => JSON.stringify({ service: 'shop', message: `${message} ${index}` }));

const messagesOn = async (topic: string): Promise<string[]> =>
  (await contentOf(bus, topic)).map(({ value }) => JSON.parse(value.toString()).message);
const alerts = async () => (await contentOf(bus, TOPIC.alerts)).map(({ value }) => JSON.parse(value.toString()));

/** How many logs the processor has finished. */
async function position(): Promise<number> {
  const groups = (await bus.lag()).filter(({ topic }) => topic === TOPIC.logs).flatMap((lag) => lag.groups);
  return groups.reduce((sum, each) => sum + (each.group === GROUP.processor ? each.committedOffset : 0), 0);
}
const untilFinished = (count: number) =>
  eventually(`${count} logs finished`, async () => ((await position()) >= count ? true : null));

describe('a partition where logs fail', () => {
  it('goes on past a lone one on a quiet server', async () => {
    await start(GOOD);
    await publish([...logsOf('riddle', 19), ...logsOf('fine', 1)]);
    await untilFinished(20);
    expect(await messagesOn(TOPIC.deadLetters)).toHaveLength(19);
    expect(metrics.read(STOPPED)).toBe(0);
    expect(told).toEqual([]);
  });

  it('goes on past any amount of what no topic takes once it is finished', async () => {
    await start(GOOD, { maxPerMinute: 2 });
    const line = { topic: TOPIC.logs, key: 'shop', value: Buffer.alloc(1_048_576, 1), timestamp: now };
    await bus.publish(Array.from({ length: 4 }, () => ({ ...line, headers: { 'content-type': 'text/plain' } })));
    await publish(logsOf('fine', 1));
    await untilFinished(5);
    expect(await contentOf(bus, TOPIC.deadLetters)).toHaveLength(4);
    expect(told).toEqual([]);
  });

  it('goes on past any amount of what was no record when it came', async () => {
    await start(GOOD, { maxPerMinute: 100 });
    await publish([...Array.from({ length: 3_000 }, () => '{"message":'), ...logsOf('fine', 1)]);
    await untilFinished(3_001);
    expect(await messagesOn(TOPIC.classified)).toEqual(['fine 0']);
    expect(told).toEqual([]);
  });

  it('goes on while few of many fail', async () => {
    await start(GOOD);
    const some = Array.from({ length: 40 }, () => [...logsOf('fine', 120), ...logsOf('riddle', 1)]).flat();
    await publish(some);
    await untilFinished(some.length);
    expect(told).toEqual([]);
  });

  it('is stopped by a bad release, says so, and keeps its place', async () => {
    await start(BAD);
    await publish(logsOf('fine', 2_000));
    const [firing] = await eventually('an alert', async () => ((await alerts()).length > 0 ? alerts() : null));
    expect(firing).toMatchObject({
      type: 'firing',
      rule: 'processor-stopped',
      severity: 'critical',
      value: 1,
      threshold: 0.01,
      unit: 'ratio',
      condition: 'failed / taken > 1 % in 1m',
      description: expect.stringMatching(/20 of the 20 logs of the last minute .*\(classify: 20\)/),
    });
    expect(await contentOf(bus, TOPIC.deadLetters)).toHaveLength(20);
    expect(await position()).toBe(20);
    expect(told).toEqual([firing.description]);
    expect(metrics.read(STOPPED)).toBe(1);
    expect(logged).toEqual(['error too many logs fail: the partition is stopped']);
  });

  it('is stopped as well where decoding breaks instead of refusing', async () => {
    const broken = (): never => {
      throw new TypeError('broken');
    };
    await start(GOOD, {}, { parseLine: broken });
    const headers = { 'content-type': 'text/plain' };
    await bus.publish(
      Array.from({ length: 100 }, () => ({ topic: TOPIC.logs, key: 'shop', value: 'a line', headers })),
    );
    const [firing] = await eventually('an alert', async () => ((await alerts()).length > 0 ? alerts() : null));
    expect(firing.description).toMatch(/\(decode: 20\)/);
  });

  it('is stopped by their number when they are a small share', async () => {
    await start(GOOD, { maxPercent: 100, maxPerMinute: 50 });
    await publish(Array.from({ length: 60 }, () => [...logsOf('fine', 9), ...logsOf('riddle', 1)]).flat());
    const [firing] = await eventually('an alert', async () => ((await alerts()).length > 0 ? alerts() : null));
    expect(firing).toMatchObject({ value: 51, threshold: 50, unit: 'logs', condition: 'failed > 50 in 1m' });
    expect(await position()).toBe(510);
  });

  it('counts the failures of a minute, not those of the day', async () => {
    await start(GOOD);
    for (let count = 19; count <= 57; count += 19) {
      await publish(logsOf('riddle', 19));
      await untilFinished(count);
      now += 60_000;
    }
    expect(told).toEqual([]);
  });
});

describe('a stopped partition', () => {
  const stopped = async (): Promise<void> => {
    await start(BAD);
    await publish(logsOf('fine', 1_000));
    await untilFinished(20);
  };

  it('tries a few logs after each pause and stays stopped while they fail', async () => {
    await stopped();
    now += 30_000;
    await untilFinished(120);
    now += 30_000;
    await untilFinished(220);
    expect(await position()).toBe(220);
    expect(await messagesOn(TOPIC.deadLetters)).toHaveLength(220);
    expect(await alerts()).toHaveLength(1);
    expect(logged.filter((line) => line.startsWith('error'))).toHaveLength(1);
  });

  it('is tried at once by another release, which takes everything that waited, each log once', async () => {
    await stopped();
    await restart(GOOD);
    await untilFinished(1_000);
    const through = [...(await messagesOn(TOPIC.deadLetters)), ...(await messagesOn(TOPIC.classified))];
    expect(through).toEqual(Array.from({ length: 1_000 }, (_, index) => `fine ${index}`));
    const [firing, resolved] = await alerts();
    expect(resolved).toMatchObject({ id: firing.id, type: 'resolved', value: 0 });
    expect(told.at(-1)).toBe(null);
    expect(metrics.read(STOPPED)).toBe(0);
  });

  it('is tried with a few logs only by a release that is as bad', async () => {
    await stopped();
    await restart(BAD);
    await untilFinished(120);
    await restart(GOOD);
    await untilFinished(1_000);
    expect(await messagesOn(TOPIC.deadLetters)).toHaveLength(120);
    expect((await alerts()).map(({ type }) => type)).toEqual(['firing', 'resolved']);
  });

  it('gets past the logs of a sender that this release cannot bear, by itself', async () => {
    await start(GOOD);
    await publish([...logsOf('riddle', 150), ...logsOf('fine', 500)]);
    for (const finished of [20, 120, 220, 650]) {
      await untilFinished(finished);
      now += 30_000;
    }
    expect(await messagesOn(TOPIC.classified)).toHaveLength(500);
    expect(told.at(-1)).toBe(null);
  });

  it('stops the others of its process in nothing', async () => {
    await stopped();
    const services = Array.from({ length: 12 }, (_, index) => `service-${index}`);
    await bus.publish(services.map((key) => ({ topic: TOPIC.logs, key, value: '{"message":' })));
    const all = await contentOf(bus, TOPIC.logs);
    const stoppedOne = all.find(({ value }) => value.includes('fine'))?.partition;
    const others = all.filter(({ partition }) => partition !== stoppedOne).length;
    await untilFinished(20 + others);
    expect(others).toBeGreaterThan(0);
  });
});
