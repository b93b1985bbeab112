import { type Admin, Kafka, logLevel } from 'kafkajs';

const BROKER = 4; // of kafkajs's ConfigResourceTypes, which Node cannot import by name

/** Brokers of the tests that need a real Kafka. */
export const BROKERS: readonly string[] = (process.env.KAFKA_BROKERS ?? '').split(',');

/** Does something that only an administrator of Kafka does. */
export async function asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Kafka({ clientId: 'test', brokers: [...BROKERS], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** What retention does, only at once: removes what stands before the offset. */
export function removeBefore(topic: string, offset: number): Promise<void> {
  return asAdmin(async (admin) => {
    // Only this makes the admin of kafkajs look for the leader.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
  });
}

/** Meanwhile the brokers take whatever is sent in the name of a transaction, as those before 3.6 did. */
export async function withoutVerification(work: () => Promise<void>): Promise<void> {
  const verify = (value: string): Promise<void> =>
    asAdmin(async (admin) => {
      const { brokers } = await admin.describeCluster();
      const configEntries = [{ name: 'transaction.partition.verification.enable', value }];
      const resources = brokers.map(({ nodeId }) => ({
        type: BROKER,
        name: String(nodeId),
        configEntries,
      }));
      await admin.alterConfigs({ validateOnly: false, resources });
    });
  await verify('false');
  try {
    await work();
  } finally {
    await verify('true');
  }
}
