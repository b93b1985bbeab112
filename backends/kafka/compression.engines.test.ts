import { afterAll, describe, expect, it } from '@jest/globals';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { writeDeadLetter } from '../../core/dead-letter.ts';
import { TOPICS } from '../../core/topics.ts';
import { eventually } from '../../test/stand-ins/eventually.ts';
import { makeTopic, probe } from '../contract/log-bus-probe.ts';
import type { Compression } from './compression.ts';
import { createKafkaBus } from './log-bus.ts';
import { asAdmin, BROKERS } from './test-kafka/admin.ts';

const bus = await createKafkaBus({ brokers: BROKERS, clientId: 'compression', now: Date.now, compression: 'none' });
afterAll(() => bus.close());

const HUGE_BYTES = 50_000_000;
const TEXTS = Array.from(
  { length: 3_000 },
  (_, at) => `request ${at} of user-${at % 17} took ${(at * 7_919) % 1_000} ms`,
);

async function readBack(topic: string): Promise<string[]> {
  const reader = await probe(bus, { topics: [topic] });
  await reader.until(() => reader.messages.length === TEXTS.length);
  await reader.close();
  return reader.texts();
}

/** As another producer may: the broker counts what is compressed. */
async function sendHuge(topic: string, bytes: number): Promise<void> {
  const producer = new Kafka({ brokers: [...BROKERS], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const messages = [{ value: Buffer.alloc(bytes, 'x') }, { value: 'small' }];
  await producer.send({ topic, compression: CompressionTypes.GZIP, messages });
  await producer.disconnect();
}

describe('compressed batches', () => {
  it('with a message that is far larger than a topic takes are read, and it becomes a dead letter', async () => {
    const topic = await makeTopic(bus);
    await bus.createTopics(TOPICS);
    await sendHuge(topic, HUGE_BYTES);
    const taken: string[] = [];
    const subscription = await bus.subscribe({
      group: `huge-${topic}`,
      topics: [topic],
      async onBatch(batch) {
        const letters = batch.messages.map((message) => {
          const origin = { topic, partition: batch.partition, message, stage: 'decode' as const };
          return writeDeadLetter(origin, { code: 'decode_failed', reason: 'no JSON' }, Date.now());
        });
        await batch.commit({ publish: letters });
        taken.push(...letters.map(({ value, headers }) => `${value?.length} ${headers?.['dlq.cut_from_bytes']}`));
      },
    });
    await eventually('both', () => (taken.length >= 2 ? true : null));
    await subscription.close();
    expect(taken).toEqual([`1024 ${HUGE_BYTES}`, '5 undefined']);
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('of %s, as the broker makes them, are read', async (codec) => {
    const topic = await makeTopic(bus);
    const configEntries = [{ name: 'compression.type', value: codec }];
    await asAdmin((admin) =>
      admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: topic, configEntries }] }),
    );
    await bus.publish(TEXTS.map((value) => ({ topic, key: 'k', value })));
    expect(await readBack(topic)).toEqual(TEXTS);
  });

  it.each<Compression>(['gzip', 'zstd'])('of %s, as we make them, are taken by the broker', async (compression) => {
    const topic = await makeTopic(bus);
    const other = await createKafkaBus({ brokers: BROKERS, clientId: 'compression', now: Date.now, compression });
    await other.publish(TEXTS.map((value) => ({ topic, key: 'k', value })));
    await other.close();
    expect(await readBack(topic)).toEqual(TEXTS);
  });
});
