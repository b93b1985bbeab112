import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createEmbeddedBus } from '../../backends/embedded/log-bus.ts';
import { PipelineError } from '../../core/errors.ts';
import { readTopic } from '../../core/read-topic.ts';
import { TOPIC, TOPICS } from '../../core/topics.ts';
import { useScene } from './test-subjects/scene.ts';

const scene = useScene();

describe('a producer on the bus', () => {
  it('publishes records under their service, and tries again when the bus is full', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'sdk-'));
    const bus = await createEmbeddedBus({ dir, now: scene.clock.now });
    await bus.createTopics(TOPICS);
    let isFull = true;
    const publish: typeof bus.publish = async (batch) => {
      if (isFull) throw new PipelineError('storage_full', 'no room');
      return bus.publish(batch);
    };
    const producer = scene.produce({ url: undefined, bus: { publish }, lingerMs: 0 });
    producer.info('kept', { service: 'pay' });
    await scene.clock.advanceUntil(() => producer.stats().failures === 2);
    isFull = false;
    await scene.clock.advanceUntil(() => producer.stats().acked === 1);
    const found: unknown[] = [];
    await readTopic(bus, TOPIC.logs, 'earliest', (batch) => {
      for (const { key, value } of batch) found.push([key, JSON.parse(value.toString()).message]);
      return true;
    });
    expect(found).toEqual([['pay', 'kept']]);
    await bus.close();
    await rm(dir, { recursive: true });
  });
});
