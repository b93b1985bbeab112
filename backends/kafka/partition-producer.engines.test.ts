import { afterAll, describe, expect, it } from '@jest/globals';
import { makeTopic, probe, publishTexts, uniqueName } from '../contract/log-bus-probe.ts';
import { createCatalog } from './catalog.ts';
import { createCluster } from './cluster.ts';
import { send } from './connection.ts';
import { describeTransactionRequest } from './hanging-requests.ts';
import { createKafkaBus } from './log-bus.ts';
import { createOutbox } from './outbox.ts';
import { openPartitionProducer, type TransactionSettings } from './partition-producer.ts';
import { sendParts } from './sender.ts';
import { BROKERS, withoutVerification } from './test-kafka/admin.ts';

const bus = await createKafkaBus({ brokers: BROKERS, clientId: 'transactions', now: Date.now, heartbeatMs: 200 });
const cluster = createCluster({
  brokers: BROKERS,
  clientId: 'transactions',
  connectionTimeoutMs: 3_000,
  requestTimeoutMs: 10_000,
  patienceMs: 10_000,
});
const settings: TransactionSettings = {
  cluster,
  catalog: createCatalog(cluster, { replicationFactor: 1, maxMessageBytes: 1_048_576 }),
  compression: 'none',
  transactionTimeoutMs: 30_000,
  requestTimeoutMs: 10_000,
  now: Date.now,
};
afterAll(async () => {
  await cluster.close();
  await bus.close();
});

describe('a producer of a partition', () => {
  it('is fenced for good once another has its name', async () => {
    const topic = await makeTopic(bus);
    const name = uniqueName('name');
    const older = await openPartitionProducer(settings, name);
    await older.commit([{ topic, key: 'k', value: 'older' }], null);
    const newer = await openPartitionProducer(settings, name);
    await expect(older.commit([{ topic, key: 'k', value: 'zombie' }], null)).rejects.toMatchObject({ code: 'fenced' });
    expect([older.isUsable(), newer.isUsable()]).toEqual([false, true]);
    await newer.commit([{ topic, key: 'k', value: 'newer' }], null);
    const reader = await probe(bus, { topics: [topic] });
    await reader.until(() => reader.messages.length === 2);
    expect(reader.texts()).toEqual(['older', 'newer']);
    await reader.close();
  });

  it('takes back what its predecessor left open', async () => {
    const topic = await makeTopic(bus);
    const name = uniqueName('name');
    const older = await openPartitionProducer(settings, name);
    const opened = Promise.withResolvers<void>();
    const never = Promise.withResolvers<void>();
    const offset = { topic, partition: 0, offset: 1, epoch: 'e' };
    const asMember = async (): Promise<void> => {
      opened.resolve();
      await never.promise;
    };
    const hanging = older.commit([{ topic, key: 'k', value: 'left open' }], { ...offset, asMember });
    await opened.promise;
    const newer = await openPartitionProducer(settings, name);
    never.resolve();
    await expect(hanging).rejects.toMatchObject({ code: 'fenced' });
    await newer.commit([{ topic, key: 'k', value: 'newer' }], null);
    const reader = await probe(bus, { topics: [topic] });
    await reader.until(() => reader.messages.length === 1);
    expect(reader.texts()).toEqual(['newer']);
    await reader.close();
  });

  it('cannot move the offset of a group that it is no member of', async () => {
    const topic = await makeTopic(bus);
    const group = uniqueName('group');
    await publishTexts(bus, topic, ['a']);
    const member = await probe(bus, { topics: [topic], group });
    await member.until(() => member.messages.length === 1);
    const stranger = await openPartitionProducer(settings, uniqueName('name'));
    const offset = { topic, partition: 0, offset: 0, epoch: 'e' };
    const commit = stranger.commit([], {
      ...offset,
      asMember: (work) => work({ group, generation: 1, memberId: 'nobody' }),
    });
    await expect(commit).rejects.toMatchObject({ code: 'fenced' });
    await member.close();
  });

  it('is replaced after a commit that failed, and the batch is delivered again once', async () => {
    const input = await makeTopic(bus);
    const output = await makeTopic(bus);
    const group = uniqueName('group');
    await publishTexts(bus, input, ['a', 'b', 'c']);
    let stolen = false;
    const worker = await probe(bus, {
      topics: [input],
      group,
      maxMessages: 1,
      async onBatch(batch) {
        if (batch.messages[0]?.offset === 1 && !stolen) {
          stolen = true;
          await openPartitionProducer(settings, `transactions-${group}-${input}-0`);
        }
        await batch.commit({ publish: batch.messages.map(({ key, value }) => ({ topic: output, key, value })) });
      },
    });
    const results = await probe(bus, { topics: [output] });
    await results.until(() => results.texts().includes('c'));
    expect(results.texts()).toEqual(['a', 'b', 'c']);
    expect(worker.texts()).toEqual(['a', 'b', 'b', 'c']);
    expect(worker.errors).toMatchObject([{ code: 'fenced' }]);
    await worker.close();
    await results.close();
  });
});

describe('a writer of a bus', () => {
  it('is fenced once another process has its name', async () => {
    const topic = await makeTopic(bus);
    const later = await createKafkaBus({ brokers: BROKERS, clientId: 'transactions', now: Date.now });
    const name = uniqueName('name');
    const older = await bus.openWriter(name);
    await older.write([{ topic, key: 'k', value: 'older' }]);
    const newer = await later.openWriter(name);
    await expect(older.write([{ topic, key: 'k', value: 'zombie' }])).rejects.toMatchObject({ code: 'fenced' });
    await newer.write([{ topic, key: 'k', value: 'newer' }]);
    const reader = await probe(bus, { topics: [topic] });
    await reader.until(() => reader.messages.length === 2);
    expect(reader.texts()).toEqual(['older', 'newer']);
    await reader.close();
    await later.close();
  });
});

describe('a transaction that its coordinator takes for ended while partitions wait for its mark', () => {
  /** Leaves such a one as a broker does that dies at the wrong moment: it writes behind the end of a transaction. */
  async function leaveHanging(topic: string, name: string): Promise<void> {
    const coordinator = await cluster.coordinator('transaction', name);
    const producer = await openPartitionProducer(settings, name);
    await producer.commit([{ topic, key: 'k', value: 'ended' }], null);
    const [last] = await send(coordinator, describeTransactionRequest(name));
    const identity = {
      producerId: String(last?.producerId),
      producerEpoch: last?.producerEpoch ?? 0,
      transactionalId: name,
      sequences: new Map([[`${topic}/0`, 1]]),
    };
    const outbox = createOutbox(new Map([[topic, await settings.catalog.topic(topic)]]), 0);
    outbox.add([{ topic, key: 'k', value: 'hangs' }]);
    await sendParts({ ...settings, identity, timeoutMs: 10_000 }, outbox.parts(), (send) => send());
  }

  it('is ended as it was decided by whoever takes the name over', async () => {
    const topic = await makeTopic(bus);
    await settings.catalog.topic(topic);
    const name = uniqueName('name');
    await withoutVerification(() => leaveHanging(topic, name));
    const reader = await probe(bus, { topics: [topic] });
    const next = await openPartitionProducer(settings, name);
    await next.commit([{ topic, key: 'k', value: 'goes on' }], null);
    await reader.until(() => reader.messages.length === 3);
    expect(reader.texts()).toEqual(['ended', 'hangs', 'goes on']);
    await reader.close();
  });
});

describe('lag', () => {
  it('comes to nothing on a topic that transactions write to', async () => {
    const topic = await makeTopic(bus);
    const group = uniqueName('group');
    const producer = await openPartitionProducer(settings, uniqueName('name'));
    await producer.commit([{ topic, key: 'k', value: 'a' }], null);
    await producer.commit([{ topic, key: 'k', value: 'b' }], null);
    const worker = await probe(bus, { topics: [topic], group });
    await worker.until(() => worker.messages.length === 2);
    await worker.close();
    const lag = (await bus.lag()).find((each) => each.topic === topic);
    expect(lag).toMatchObject({ endOffset: 4, groups: [{ group, lag: 0, oldestAgeMs: null }] });
  });
});
