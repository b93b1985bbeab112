import { afterAll, describe, expect, it } from '@jest/globals';
import type { Batch } from '../../core/log-bus.ts';
import { makeTopic, probe, publishTexts, uniqueName } from '../contract/log-bus-probe.ts';
import { createKafkaBus } from './log-bus.ts';
import { asAdmin, BROKERS, removeBefore } from './test-kafka/admin.ts';

const bus = await createKafkaBus({ brokers: BROKERS, clientId: 'topics', now: Date.now, heartbeatMs: 200 });
afterAll(() => bus.close());

describe('topics on Kafka', () => {
  it('have another epoch when they are deleted and made again, and a group begins anew there', async () => {
    const topic = await makeTopic(bus);
    const spec = { name: topic, partitions: 1, retentionMs: 86_400_000, compacted: false };
    const { epoch } = await publishTexts(bus, topic, ['a', 'b', 'c']);
    const worker = await probe(bus, { topics: [topic], group: uniqueName('group') });
    await worker.until(() => worker.messages.length === 3);
    await asAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
    const other = await createKafkaBus({ brokers: BROKERS, clientId: 'topics', now: Date.now });
    await expect(other.publish([{ topic, key: 'k', value: 'nowhere' }])).rejects.toMatchObject({ code: 'not_found' });
    await other.createTopics([spec]);
    const again = await publishTexts(other, topic, ['d']);
    await other.close();
    expect(again.epoch).not.toBe(epoch);
    expect(again.positions).toEqual([{ partition: 0, offset: 0 }]);
    await worker.until(() => worker.texts().includes('d'));
    expect(worker.assignments.map((each) => [each.epoch, each.offset])).toEqual([
      [epoch, 0],
      [again.epoch, 0],
    ]);
    await worker.close();
  });

  it('must have the partitions that are asked for', async () => {
    const name = await makeTopic(bus, { partitions: 2 });
    const spec = { name, partitions: 3, retentionMs: 1_000, compacted: false };
    await expect(bus.createTopics([spec])).rejects.toMatchObject({
      code: 'invalid_config',
      message: expect.stringMatching(/has 2 partitions, but 3 are asked for/),
    });
    await bus.createTopics([{ ...spec, partitions: 1 }]);
  });

  it('are kept as they are asked for', async () => {
    const [plain, compacted] = [await makeTopic(bus), await makeTopic(bus, { compacted: true })];
    const { resources } = await asAdmin((admin) =>
      admin.describeConfigs({
        includeSynonyms: false,
        resources: [plain, compacted].map((name) => ({ type: 2, name })),
      }),
    );
    const settings = new Map(
      resources.map(({ resourceName, configEntries }) => [
        resourceName,
        Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
      ]),
    );
    expect(settings.get(plain)).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '86400000' });
    expect(settings.get(compacted)).toMatchObject({ 'cleanup.policy': 'compact' });
  });

  it('tell exactly what retention took from a group that was away', async () => {
    const topic = await makeTopic(bus);
    const group = uniqueName('group');
    await publishTexts(bus, topic, ['0', '1', '2', '3', '4', '5']);
    const onBatch = (batch: Batch) => (batch.messages[0]?.offset === 0 ? batch.commit() : Promise.resolve());
    const first = await probe(bus, { topics: [topic], group, maxMessages: 2, onBatch });
    await first.until(() => first.messages.length > 2);
    await first.close();
    await removeBefore(topic, 5);
    const second = await probe(bus, { topics: [topic], group });
    await second.until(() => second.messages.length === 1);
    expect(second.texts()).toEqual(['5']);
    expect(second.errors).toMatchObject([{ code: 'offset_lost', details: { topic, partition: 0, from: 2, to: 4 } }]);
    await second.close();
  });

  it('tell what retention took from under a reader', async () => {
    const topic = await makeTopic(bus);
    await publishTexts(bus, topic, ['0', '1', '2', '3']);
    await removeBefore(topic, 3);
    const reader = await probe(bus, { topics: [topic], startAt: { offsets: { 0: 1 } } });
    await reader.until(() => reader.messages.length === 1);
    expect(reader.texts()).toEqual(['3']);
    expect(reader.errors).toMatchObject([{ code: 'offset_lost', details: { from: 1, to: 2 } }]);
    await reader.close();
  });
});
