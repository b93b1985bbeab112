import kafkajs, { type Message } from 'kafkajs';
import { BENCH_PREFIX } from './empty-engines.ts';
import type { Engines } from './engines.ts';

export interface Bare {
  perSecond: number;
  /** Of this process, all threads, for one message; µs. */
  cpuMicros: number;
}

const BATCH = 4_096;
const PARTITIONS = 3;

/** Measures work of this process on so many messages. */
async function timed(messages: number, work: () => Promise<void>): Promise<Bare> {
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond: messages / seconds, cpuMicros: (user + system) / messages };
}

/** Reads a topic with kafkajs from its begin, and does no more with a message than `JSON.parse`. */
export async function readBare({ kafka }: Engines, topic: string, messages: number): Promise<Bare> {
  const consumer = kafka.consumer({ groupId: `${BENCH_PREFIX}reader`, maxBytesPerPartition: 2 * 1024 * 1024 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let left = messages;
  const all = Promise.withResolvers<void>();
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  const running = consumer.run({
    partitionsConsumedConcurrently: PARTITIONS,
    async eachBatch({ batch }) {
      for (const { value } of batch.messages) if (value && JSON.parse(value.toString()).message !== undefined) left--;
      if (left <= 0) all.resolve();
    },
  });
  await joined;
  const bare = await timed(messages, () => all.promise);
  await running;
  await consumer.disconnect();
  return bare;
}

/** Writes as many messages with kafkajs, made beforehand, over and over. */
export async function writeBare({ kafka, admin }: Engines, made: readonly Message[], messages: number): Promise<Bare> {
  const topic = `${BENCH_PREFIX}written`;
  await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }] });
  const producer = kafka.producer();
  await producer.connect();
  const bare = await timed(messages, async () => {
    for (let sent = 0; sent < messages; sent += BATCH) {
      const from = sent % (made.length - BATCH + 1);
      const batch = made.slice(from, from + Math.min(BATCH, messages - sent));
      await producer.send({ topic, messages: batch, compression: kafkajs.CompressionTypes.ZSTD });
    }
  });
  await producer.disconnect();
  return bare;
}
