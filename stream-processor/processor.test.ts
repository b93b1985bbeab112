import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import type { AlertEvent } from '../core/alert.ts';
import type { Classifier } from '../core/classifier.ts';
import type { LogBus } from '../core/log-bus.ts';
import { silentLogger } from '../core/logger.ts';
import type { LogRecord } from '../core/record.ts';
import { RULE_REMOVED, TOPIC, TOPICS } from '../core/topics.ts';
import { parseLine } from '../parsers/detect.ts';
import { eventually } from '../test/stand-ins/eventually.ts';
import { createRecordingMetrics, type RecordingMetrics } from '../test/stand-ins/recording-metrics.ts';
import { contentOf } from '../test/stand-ins/topic-content.ts';
import { DEFAULT_KINDS } from './mask/detectors.ts';
import { createProcessor, type ProcessorOptions } from './processor.ts';
import type { Role } from './role.ts';
import { createRuleSource, type RuleSource } from './rules/rule-source.ts';

const T0 = Date.UTC(2026, 10, 20, 8);
/** Enough for the parts around the classifier: a word decides. */
const byWord: Classifier = {
  facts: { date: null, corpus: { hash: '', lines: 0, groups: 0 }, metrics: null },
  version: 'by-word',
  classify: ({ message }) => ({ category: message.includes('login') ? 'Security' : 'General', confidence: 1 }),
  explain: () => {
    throw new Error('not asked here');
  },
};

let dir: string;
let bus: LogBus;
let rules: RuleSource;
let processor: Role;
let metrics: RecordingMetrics;
let now = T0;

async function start(changes: Partial<ProcessorOptions> = {}): Promise<void> {
  bus = await createEmbeddedBus({ dir, now: () => now });
  await bus.createTopics(TOPICS);
  rules = await createRuleSource({ bus, logger: silentLogger });
  metrics = createRecordingMetrics();
  processor = createProcessor({
    bus,
    classifier: byWord,
    parseLine,
    rules,
    mask: { kinds: DEFAULT_KINDS },
    lingerMs: 0,
    logger: silentLogger,
    metrics,
    now: () => now,
    ...changes,
  });
  await processor.start();
}

/** The bus, but the groups have no offset there. */
const forgetful = (): LogBus => ({
  linger: bus.linger,
  createTopics: (topics) => bus.createTopics(topics),
  publish: (messages) => bus.publish(messages),
  subscribe: ({ group, ...rest }) => bus.subscribe({ ...rest, ...(group !== undefined && { group: `new-${group}` }) }),
  lag: (of) => bus.lag(of),
  close: () => bus.close(),
});

async function stop(): Promise<void> {
  await processor.stop();
  await rules.close();
  await bus.close();
}

const recordsOf = async (topic: string) =>
  (await contentOf(bus, topic)).map(({ value }) => JSON.parse(value.toString()));

function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  return eventually('what the processor puts out', async () => {
    const seen = await look();
    return holds(seen) ? seen : null;
  });
}

const send = (...logs: object[]) =>
  bus.publish(logs.map((log) => ({ topic: TOPIC.logs, key: 'shop', value: JSON.stringify(log), timestamp: now })));
const classified = (count: number): Promise<LogRecord[]> =>
  until(
    () => recordsOf(TOPIC.classified),
    (records) => records.length >= count,
  );
const alerts = (count: number): Promise<AlertEvent[]> =>
  until(
    () => recordsOf(TOPIC.alerts),
    (events) => events.length >= count,
  );

beforeEach(async () => {
  now = T0;
  dir = mkdtempSync(join(tmpdir(), 'processor-'));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(dir, { recursive: true });
});

describe('the stream processor', () => {
  it('finishes a log: id, times, category, masks, attributes', async () => {
    await send({ service: 'shop', level: 'WARNING', message: 'login of a@example.com', order: 7 });
    const [record] = await classified(1);
    expect(record).toMatchObject({
      service: 'shop',
      level: 'warn',
      message: 'login of [email]',
      attributes: { order: 7 },
      category: 'Security',
      model_version: 'by-word',
      timestamp: '2026-11-20T08:00:00.000Z',
      received_at: '2026-11-20T08:00:00.000Z',
      format: 'json',
    });
    expect(record?.id).toMatch(/^[a-z0-9]+-\d+-0$/);
  });

  it('keeps the digits of numbers that no double can hold', async () => {
    const ids = '"user_id":1234567890123456789,"order":{"id":9007199254740993},"trace_id":12345678901234567890123';
    await bus.publish([{ topic: TOPIC.logs, key: 'shop', value: `{"message":"m",${ids}}` }]);
    expect((await classified(1))[0]).toMatchObject({
      user_id: '1234567890123456789',
      trace_id: '12345678901234567890123',
      attributes: { order: { id: '9007199254740993' } },
    });
  });

  it('reads raw lines by their format', async () => {
    const value = '<34>1 2026-11-20T07:59:59.000Z web-1 su - - - failed login for root';
    await bus.publish([{ topic: TOPIC.logs, key: 'x', value, headers: { 'content-type': 'text/plain' } }]);
    const [record] = await classified(1);
    expect(record).toMatchObject({ format: 'rfc5424', service: 'su', host: 'web-1', level: 'fatal', raw: value });
  });

  it('puts what is too large for the bus once it is finished on the dead letters, untouched, and goes on', async () => {
    const line = Buffer.alloc(1_048_576, 1);
    const headers = { 'content-type': 'text/plain' };
    await bus.publish([{ topic: TOPIC.logs, key: 'shop', value: line, headers }]);
    await send({ message: 'behind it' });
    expect(await classified(1)).toMatchObject([{ message: 'behind it' }]);
    const [dead] = await contentOf(bus, TOPIC.deadLetters);
    expect(dead?.headers).toMatchObject({ 'dlq.stage': 'classify', 'dlq.code': 'record_too_large' });
    expect(dead?.value.equals(line)).toBe(true);
  });

  it('puts what it cannot read on the dead letters, untouched, and goes on', async () => {
    const broken = Buffer.from([0x7b, 0xff, 0xfe]);
    await bus.publish([
      { topic: TOPIC.logs, key: 'shop', value: broken },
      { topic: TOPIC.logs, key: 'shop', value: '{"message":' },
      { topic: TOPIC.logs, key: 'shop', value: '{"message":"fine"}' },
    ]);
    expect((await classified(1))[0]).toMatchObject({ message: 'fine' });
    const dead = await contentOf(bus, TOPIC.deadLetters);
    expect(dead.map(({ headers }) => headers['dlq.code'])).toEqual(['decode_failed', 'decode_failed']);
    expect(dead[0]?.value).toEqual(broken);
    expect(dead[0]?.headers['dlq.source']).toMatch(/^logs-\d-0$/);
  });

  it('says of what it cannot classify or count in which of the two it failed', async () => {
    await stop();
    const { counter, ...others } = createRecordingMetrics();
    const fail = (): never => {
      throw new Error('broken');
    };
    await start({
      classifier: { ...byWord, classify: (event) => (event.message === 'riddle' ? fail() : byWord.classify(event)) },
      metrics: {
        ...others,
        counter: (spec) => (spec.name.endsWith('clock_skew_total') ? { add: fail } : counter(spec)),
      },
    });
    await send({ message: 'riddle' }, { message: 'of old', timestamp: '2020-01-01T00:00:00Z' }, { message: 'fine' });
    expect(await classified(1)).toMatchObject([{ message: 'fine' }]);
    const dead = await contentOf(bus, TOPIC.deadLetters);
    expect(dead.map(({ headers }) => [headers['dlq.stage'], headers['dlq.code']])).toEqual([
      ['classify', 'classify_failed'],
      ['count', 'count_failed'],
    ]);
  });

  it('raises an alert of one service and resolves it when its windows stay clean', async () => {
    await send({ service: 'shop', level: 'fatal', message: 'out of order' });
    expect((await alerts(1))[0]).toMatchObject({ rule: 'fatal', type: 'firing', service: 'shop' });
    now = T0 + 200_000;
    await send({ service: 'shop', message: 'well again' });
    expect(await alerts(2)).toMatchObject([{ rule: 'fatal' }, { rule: 'fatal', type: 'resolved' }]);
    for (const type of ['firing', 'resolved']) {
      expect(metrics.read('logsieve_processor_alerts_total', { rule: 'fatal', type })).toBe(1);
    }
  });

  it('sums over partitions what a rule groups by something else than the service', async () => {
    const services = Array.from({ length: 12 }, (_, index) => `service-${index}`);
    await bus.publish(
      services.map((service) => ({
        topic: TOPIC.logs,
        key: service,
        value: JSON.stringify({ service, message: 'failed login', ip_address: '203.0.113.9' }),
      })),
    );
    const partitions = new Set((await contentOf(bus, TOPIC.logs)).map(({ partition }) => partition));
    expect(partitions.size).toBeGreaterThan(1);
    const [alert] = await alerts(1);
    expect(alert).toMatchObject({ rule: 'failed-logins', group: { ip_address: '203.0.113.9' }, severity: 'critical' });
    expect(alert?.value).toBeGreaterThanOrEqual(10);
    expect(metrics.read('logsieve_processor_alerts_total', { rule: 'failed-logins', type: 'firing' })).toBe(1);
  });

  it('closes windows, also by the clock alone, and corrects them for late logs', async () => {
    await send(
      { service: 'shop', message: 'one', response_time: 100 },
      { service: 'shop', level: 'error', message: 'two' },
    );
    await classified(2);
    now = T0 + 300_000;
    const windows = () => recordsOf(TOPIC.windows);
    const [closed] = await until(windows, (found) => found.length === 1);
    expect(closed).toMatchObject({
      kind: 'closed',
      service: 'shop',
      count: 2,
      errors: 1,
      from: '2026-11-20T08:00:00.000Z',
    });
    expect(closed.by_category).toEqual({ General: { info: 1, error: 1 } });
    expect(closed.response_time).toMatchObject({ count: 1 });
    await send({ service: 'shop', message: 'late', timestamp: T0 });
    expect((await until(windows, (found) => found.length === 2))[1]).toMatchObject({ kind: 'correction', count: 1 });
  });

  it('goes on after a restart with the windows it had', async () => {
    for (let i = 0; i < 9; i++) await send({ service: 'shop', message: 'failed login', ip_address: '203.0.113.9' });
    await classified(9);
    await stop();
    await start();
    await send({ service: 'shop', message: 'failed login', ip_address: '203.0.113.9' });
    expect(await alerts(1)).toMatchObject([{ rule: 'failed-logins', value: 10 }]);
  });

  it('takes no log a second time when the bus has forgotten how far it was', async () => {
    await send({ service: 'shop', message: 'first' }, { service: 'shop', message: 'second' });
    await classified(2);
    await stop();
    await start({ bus: forgetful() });
    await send({ service: 'shop', message: 'third' });
    await classified(3);
    await stop();
    bus = await createEmbeddedBus({ dir, now: () => now });
    expect((await recordsOf(TOPIC.classified)).map(({ message }) => message)).toEqual(['first', 'second', 'third']);
    const counts = (await contentOf(bus, TOPIC.ledger)).map(({ value }) => JSON.parse(value.toString()));
    expect(counts.at(-1)).toMatchObject({ taken: 3, classified: 3 });
  });

  it('takes over a rule that is set over the topic, and lets it go again', async () => {
    const rule = { name: 'any', severity: 'low', query: 'hello', condition: { type: 'count', op: '>=', threshold: 1 } };
    await bus.publish([{ topic: TOPIC.rules, key: 'any', value: JSON.stringify(rule) }]);
    await until(
      async () => rules.list(),
      (list) => list.some((each) => each.origin === 'api'),
    );
    await send({ service: 'shop', message: 'hello' });
    expect(await alerts(1)).toMatchObject([{ rule: 'any', type: 'firing' }]);
    await bus.publish([{ topic: TOPIC.rules, key: 'any', value: RULE_REMOVED }]);
    await until(
      async () => rules.list(),
      (list) => list.every((each) => each.origin !== 'api'),
    );
    now += 2_000;
    await send({ service: 'shop', message: 'hello' });
    expect(await alerts(2)).toMatchObject([{ type: 'firing' }, { rule: 'any', type: 'resolved' }]);
  });

  it('keeps cumulative counts beside the offsets', async () => {
    await send({ message: 'one' }, { message: 'two' });
    await bus.publish([{ topic: TOPIC.logs, key: 'shop', value: 'broken' }]);
    const entries = await until(
      () => recordsOf(TOPIC.ledger),
      (found) => found.some((each) => each.taken === 3),
    );
    expect(entries).toContainEqual(expect.objectContaining({ taken: 3, classified: 2, deadLettered: 1, offset: 3 }));
  });
});
