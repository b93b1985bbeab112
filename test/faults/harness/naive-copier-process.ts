import { Kafka, logLevel } from 'kafkajs';
import type { CopierNews, CopierSettings } from './copier.ts';

/**
 * Copies as the documentation of kafkajs shows it: one transactional producer a process, whose transaction holds a batch and its
 * offset. What it says of itself is no part of the pattern.
 */
const { brokers, input, output, group, sessionTimeoutMs }: CopierSettings = JSON.parse(process.argv[2] ?? '');
const tell = (news: CopierNews): void => void process.send?.(news);
const kafka = new Kafka({ clientId: 'naive', brokers: [brokers], logLevel: logLevel.NOTHING });
const transactionalId = `${group}-${process.pid}`;
const producer = kafka.producer({ transactionalId, maxInFlightRequests: 1, idempotent: true });
const consumer = kafka.consumer({
  groupId: group,
  sessionTimeout: sessionTimeoutMs,
  heartbeatInterval: sessionTimeoutMs / 10,
});

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: [input], fromBeginning: true });
await consumer.run({
  autoCommit: false,
  async eachBatch({ batch }) {
    const { topic, partition, messages } = batch;
    const transaction = await producer.transaction();
    try {
      const copies = messages.map(({ key, value }) => ({ key, value, partition }));
      await transaction.send({ topic: output, messages: copies });
      const offset = String(Number(batch.lastOffset()) + 1);
      await transaction.sendOffsets({
        consumerGroupId: group,
        topics: [{ topic, partitions: [{ partition, offset }] }],
      });
      await transaction.commit();
    } catch (error) {
      await transaction.abort();
      throw error;
    }
    tell({ kind: 'copied', partition });
  },
});
