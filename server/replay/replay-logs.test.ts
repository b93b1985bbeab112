import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBackends } from '../../backends/open.ts';
import type { Classifier } from '../../core/classifier.ts';
import type { LogBus } from '../../core/log-bus.ts';
import type { LogStore } from '../../core/log-store.ts';
import { silentLogger } from '../../core/logger.ts';
import { noMetrics } from '../../core/metrics.ts';
import { compileQuery } from '../../core/query/matches.ts';
import { parseQuery } from '../../core/query/parse.ts';
import { readTopic } from '../../core/read-topic.ts';
import type { LogRecord } from '../../core/record.ts';
import { createSteadyRate } from '../../core/steady-rate.ts';
import { TOPIC, TOPICS } from '../../core/topics.ts';
import { loadCategoryModel } from '../../models/category/category-model.ts';
import { parseLine } from '../../parsers/detect.ts';
import { createMasker } from '../../stream-processor/mask/mask.ts';
import { createProcessor } from '../../stream-processor/processor.ts';
import { eventually } from '../../test/stand-ins/eventually.ts';
import { createFakeClock } from '../../test/stand-ins/fake-clock.ts';
import { formatChanges } from './category-changes.ts';
import { type ReplayOptions, replayLogs } from './replay-logs.ts';

const AT = Date.UTC(2026, 10, 20, 10);
const MASK = { kinds: ['email'], custom: [] };
const LINES = [
  'Failed password for root from 203.0.113.7',
  'order 7 paid by ana@example.com',
  'request took 4000 ms, slow query',
  'listening on port 8080',
];

let folder: string;
let bus: LogBus;
let store: LogStore;
let shadow: LogStore;
let stored: LogRecord[];

const model = loadCategoryModel();
/** Says that everything is about security. */
const alarmed: Classifier = {
  ...model,
  version: 'alarmed',
  classify: () => ({ category: 'Security', confidence: 1 }),
};

const open = (dir: string) =>
  openBackends(
    { dataDir: join(folder, dir), durability: 'normal', searchWorkers: 1 },
    { logger: silentLogger, now: () => Date.now() },
  );

/** What the processor makes of the logs. */
async function process(): Promise<LogRecord[]> {
  const rules = { current: () => [], list: () => [], onChange: () => undefined, close: async () => undefined };
  const processor = createProcessor({
    ...{ bus, parseLine, rules, mask: MASK, classifier: model, lingerMs: 0 },
    ...{ logger: silentLogger, metrics: noMetrics, now: () => Date.now() },
  });
  await processor.start();
  const records = await eventually('all are classified', async () => {
    const found: LogRecord[] = [];
    await readTopic(bus, TOPIC.classified, 'earliest', (messages) => {
      for (const { value } of messages) found.push(JSON.parse(value.toString()));
      return true;
    });
    return found.length === LINES.length ? found : null;
  });
  await processor.stop();
  return records;
}

function replay(changes: Partial<ReplayOptions> = {}) {
  return replayLogs({
    ...{ bus, store, shadow, classifier: model, parseLine, masker: createMasker(MASK, () => undefined) },
    range: { from: AT, to: AT + LINES.length },
    isWanted: () => true,
    rate: createSteadyRate(Number.POSITIVE_INFINITY, createFakeClock()),
    now: () => Date.now(),
    onProgress: () => undefined,
    ...changes,
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'logsieve-replay-'));
  bus = await open('data').openBus(false);
  [store, shadow] = await Promise.all([open('data').openStore(), open('shadow').openStore()]);
  await bus.createTopics(TOPICS);
  await bus.publish([
    ...LINES.map((line, index) => ({
      topic: TOPIC.logs,
      key: `k${index}`,
      value: line,
      headers: { 'content-type': 'text/plain', service: 'shop' },
      timestamp: AT + index,
    })),
    { topic: TOPIC.logs, key: 'bad', value: '{no json', timestamp: AT + LINES.length },
  ]);
  stored = await process();
  await store.write(stored);
});
afterEach(async () => {
  await Promise.all([bus.close(), store.close(), shadow.close()]);
  rmSync(folder, { recursive: true });
});

function ids(): string[] {
  return stored.map(({ id }) => id);
}

describe('replayLogs', () => {
  it('with the same model makes the records that the processor made', async () => {
    const counts = await replay();
    expect(counts).toEqual({
      ...{ read: 5, failed: 1, written: 4, kept: 0, refused: 0, not_stored: 0 },
      ...{ unchanged: 4, changed: [] },
    });
    const made = (await shadow.get(ids())).map(({ processed_at: _, ...record }) => record);
    expect(made).toEqual(stored.map(({ processed_at: _, ...record }) => record));
    expect(made.map(({ message }) => message).join()).not.toContain('ana@example.com');
  });

  it('counts the categories that another model changes, and leaves what is stored', async () => {
    const { unchanged, changed } = await replay({ classifier: alarmed });
    const secure = stored.filter(({ category }) => category === 'Security').length;
    expect(unchanged).toBe(secure);
    expect(changed.reduce((sum, { logs }) => sum + logs, 0)).toBe(LINES.length - secure);
    expect(new Set(changed.map(({ to }) => to))).toEqual(new Set(['Security']));
    expect(await store.get(ids())).toEqual(stored);
    expect(new Set((await shadow.get(ids())).map((record) => record.model_version))).toEqual(new Set(['alarmed']));
  });

  it('takes only what lies in the range and matches', async () => {
    expect(await replay({ range: { from: AT + 1, to: AT + 2 } })).toMatchObject({ read: 2, written: 2, failed: 0 });
    const isWanted = compileQuery(parseQuery('listening'));
    expect(await replay({ isWanted })).toMatchObject({ read: 5, written: 1, unchanged: 1 });
  });

  it('says what it could not compare, and what was in the shadow before', async () => {
    expect(await replay({ store: shadow, shadow: store })).toMatchObject({ written: 4, kept: 4, not_stored: 4 });
  });
});

it('formatChanges has a line for each category', () => {
  const lines = formatChanges([{ from: 'General', to: 'Security', logs: 12 }]);
  expect(lines).toHaveLength(5);
  expect(lines.at(-1)?.split(/\s+/)).toEqual(['General', '12', '0', '0', '-']);
});
