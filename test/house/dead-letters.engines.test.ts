import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMessageCounter } from '../../api/dead-letters/message-counter.ts';
import { createReplayer, type ReplayChoice } from '../../api/dead-letters/replay.ts';
import { createKafkaBus } from '../../backends/kafka/log-bus.ts';
import { asAdmin, BROKERS } from '../../backends/kafka/test-kafka/admin.ts';
import { systemClock } from '../../core/clock.ts';
import type { AtomicWriters, LogBus } from '../../core/log-bus.ts';
import { createSteadyRate } from '../../core/steady-rate.ts';
import { TOPIC, TOPICS } from '../../core/topics.ts';
import { prefixed } from '../stand-ins/prefixed-bus.ts';

const PREFIX = `letters-${process.pid}`;
const WITHOUT_NARROWING = { code: null, stage: null, topic: null, text: null, from: null, to: null };
const NOT_REPLAYED: ReplayChoice = { ids: null, filter: { ...WITHOUT_NARROWING, replayed: false } };

const connect = async () =>
  prefixed(await createKafkaBus({ brokers: BROKERS, clientId: PREFIX, now: Date.now }), PREFIX);
let buses: (LogBus & AtomicWriters)[];

beforeAll(async () => {
  buses = await Promise.all([connect(), connect()]);
  await buses[0]?.createTopics(TOPICS);
});
afterAll(async () => {
  await Promise.all(buses.map((bus) => bus.close()));
  await asAdmin((admin) => admin.deleteTopics({ topics: TOPICS.map(({ name }) => `${PREFIX}.${name}`) }));
});

const letter = (source: string, value: string) => ({
  topic: TOPIC.deadLetters,
  key: null,
  value,
  headers: { 'dlq.code': 'internal', 'dlq.source': `${source}-0-1` },
  partition: 0,
});

/** How many offsets of a topic are taken. */
async function offsetsOf(topic: string): Promise<number> {
  const lags = (await buses[0]?.lag({ topics: [topic], groups: [] })) ?? [];
  return lags.reduce((sum, { beginOffset, endOffset }) => sum + endOffset - beginOffset, 0);
}

describe('dead letters on Kafka', () => {
  it('are counted without the marks of the transactions that they were written in', async () => {
    const [bus, other] = buses as [LogBus & AtomicWriters, LogBus & AtomicWriters];
    const counter = createMessageCounter(bus, TOPIC.deadLetters);
    expect(await counter.count()).toBe(0);
    const writer = await other.openWriter('processor');
    await writer.write([letter(TOPIC.logs, '1'), letter(TOPIC.logs, '2')]);
    await writer.write([letter(TOPIC.classified, '3')]);
    expect([await counter.count(), await offsetsOf(TOPIC.deadLetters)]).toEqual([3, 5]);
    await writer.write([letter(TOPIC.classified, '4')]);
    expect(await counter.count()).toBe(4);
    expect(await createMessageCounter(other, TOPIC.deadLetters).count()).toBe(4);
  });

  it('are replayed by one process at a time, each once, and without a transaction in the logs', async () => {
    const replays = await Promise.allSettled(
      buses.map((bus) =>
        createReplayer(bus).replay(NOT_REPLAYED, createSteadyRate(Number.POSITIVE_INFINITY, systemClock)),
      ),
    );
    for (const replay of replays) if (replay.status === 'rejected') expect(replay.reason.code).toBe('conflict');
    const [bus] = buses as [LogBus & AtomicWriters];
    const rate = createSteadyRate(Number.POSITIVE_INFINITY, systemClock);
    await createReplayer(bus).replay(NOT_REPLAYED, rate);
    expect(await createReplayer(bus).count(NOT_REPLAYED)).toEqual({ matched: 0, replayed: 0, refused: 0 });
    expect(await createMessageCounter(bus, TOPIC.logs).count()).toBe(2);
    expect(await offsetsOf(TOPIC.logs)).toBe(2);
    expect(await createMessageCounter(bus, TOPIC.classified).count()).toBe(2);
  });
});
