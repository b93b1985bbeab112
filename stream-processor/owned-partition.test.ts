import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import type { Classifier } from '../core/classifier.ts';
import type { Batch, LogBus } from '../core/log-bus.ts';
import { type Logger, silentLogger } from '../core/logger.ts';
import { noMetrics } from '../core/metrics.ts';
import { TOPIC, TOPICS } from '../core/topics.ts';
import { parseLine } from '../parsers/detect.ts';
import { eventually } from '../test/stand-ins/eventually.ts';
import { contentOf } from '../test/stand-ins/topic-content.ts';
import { createProcessor } from './processor.ts';
import type { Role } from './role.ts';
import { createRuleSource, type RuleSource } from './rules/rule-source.ts';

const LONGEST_WORK_MS = 200;

let dir: string;
let bus: LogBus;
let rules: RuleSource;
let processor: Role;
let warned: string[];

/** Does not come to an end where `loops` says so. */
const classifierThat = (loops: (message: string) => boolean): Classifier => ({
  facts: { date: null, corpus: { hash: '', lines: 0, groups: 0 }, metrics: null },
  version: 'of the test',
  classify({ message }) {
    if (loops(message)) for (;;) {}
    return { category: 'General', confidence: 1 };
  },
  explain: () => {
    throw new Error('not asked here');
  },
});

async function start(classifier: Classifier, from: LogBus = bus): Promise<void> {
  const logger: Logger = { ...silentLogger, warn: (_, fields) => void warned.push(String(fields?.error)) };
  const given = { bus: from, classifier, parseLine, rules, mask: { kinds: [] }, logger };
  processor = createProcessor({
    ...given,
    metrics: noMetrics,
    now: Date.now,
    lingerMs: 0,
    longestWorkMs: LONGEST_WORK_MS,
  });
  await processor.start();
}

beforeEach(async () => {
  warned = [];
  dir = mkdtempSync(join(tmpdir(), 'owned-'));
  bus = await createEmbeddedBus({ dir, now: Date.now });
  await bus.createTopics(TOPICS);
  rules = await createRuleSource({ bus, logger: silentLogger });
});
afterEach(async () => {
  await processor.stop();
  await rules.close();
  await bus.close();
  rmSync(dir, { recursive: true });
});

const publish = (...messages: readonly string[]) =>
  bus.publish(messages.map((message) => ({ topic: TOPIC.logs, key: 'shop', value: JSON.stringify({ message }) })));

const classified = (count: number): Promise<string[]> =>
  eventually(`${count} classified logs`, async () => {
    const found = await contentOf(bus, TOPIC.classified);
    return found.length >= count ? found.map(({ value }) => JSON.parse(value.toString()).message) : null;
  });

describe('a log that does not come to an end', () => {
  it('is cut off, twice, and becomes a dead letter; its neighbours are processed once', async () => {
    await start(classifierThat((message) => message.startsWith('endless')));
    await publish('one', 'two', 'endless a', 'three', 'endless b', 'four');
    expect(await classified(4)).toEqual(['one', 'two', 'three', 'four']);
    const dead = await contentOf(bus, TOPIC.deadLetters);
    expect(dead.map(({ value }) => JSON.parse(value.toString()).message)).toEqual(['endless a', 'endless b']);
    expect(dead[0]?.headers).toMatchObject({
      'dlq.stage': 'classify',
      'dlq.code': 'classify_failed',
      'dlq.reason': 'it took too long, twice, and was cut off',
    });
    expect(warned).toHaveLength(4);
    expect(warned[0]).toMatch(/the log of offset 2 \(classify\) took too long and was cut off/);
  });

  it('leaves a moment to what has to be in time before the next one holds everything up', async () => {
    const begun: number[] = [];
    await start(
      classifierThat((message) => {
        if (message === 'endless') begun.push(performance.now());
        return message === 'endless';
      }),
    );
    const endless = JSON.stringify({ message: 'endless' });
    await bus.publish([0, 1].map((partition) => ({ topic: TOPIC.logs, partition, key: null, value: endless })));
    await eventually('both dead letters', async () =>
      (await contentOf(bus, TOPIC.deadLetters)).length === 2 ? true : null,
    );
    const betweenMs = begun.slice(1).map((at, place) => at - (begun[place] ?? 0) - LONGEST_WORK_MS);
    expect(betweenMs).toHaveLength(3);
    expect(Math.min(...betweenMs)).toBeGreaterThan(100);
  });

  it('is waited for by others, and a batch that was lost meanwhile is left alone', async () => {
    const seen: string[] = [];
    let isLost = true;
    const lose = (batch: Batch): Batch => ({ ...batch, isStale: () => isLost && batch.partition === 1 });
    const losing: LogBus = {
      ...bus,
      subscribe: (asked) => bus.subscribe({ ...asked, onBatch: (batch) => asked.onBatch(lose(batch)) }),
    };
    const classifier = classifierThat((message) => {
      seen.push(message);
      return message === 'endless';
    });
    await start(classifier, losing);
    await bus.publish(
      ['endless', 'elsewhere by now'].map((message, partition) => ({
        ...{ topic: TOPIC.logs, partition, key: null },
        value: JSON.stringify({ message }),
      })),
    );
    await eventually('the dead letter', async () =>
      (await contentOf(bus, TOPIC.deadLetters)).length === 1 ? true : null,
    );
    expect(seen).not.toContain('elsewhere by now');
    isLost = false;
    expect(await classified(1)).toEqual(['elsewhere by now']);
  });

  it('is no dead letter when it does, alone, the second time', async () => {
    let isFirst = true;
    await start(
      classifierThat((message) => {
        if (message !== 'held up' || !isFirst) return false;
        isFirst = false;
        return true;
      }),
    );
    await publish('one', 'held up', 'two');
    expect(await classified(3)).toEqual(['one', 'held up', 'two']);
    expect(await contentOf(bus, TOPIC.deadLetters)).toEqual([]);
    expect(warned).toHaveLength(1);
  });
});
