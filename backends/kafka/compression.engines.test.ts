import { afterAll, describe, expect, it } from '@jest/globals';
import { makeTopic, probe } from '../contract/log-bus-probe.ts';
import type { Compression } from './compression.ts';
import { createKafkaBus } from './log-bus.ts';
import { asAdmin, BROKERS } from './test-kafka/admin.ts';

const bus = await createKafkaBus({ brokers: BROKERS, clientId: 'compression', now: Date.now, compression: 'none' });
afterAll(() => bus.close());

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

describe('compressed batches', () => {
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
