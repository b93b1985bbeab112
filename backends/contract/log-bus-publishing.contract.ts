import { describe, expect, it } from '@jest/globals';
import type { ContractContext } from './log-bus.contract.ts';
import { makeTopic, probe, publishTexts } from './log-bus-probe.ts';

/** What goes in: places, order, exact content, all or nothing. */
export function testPublishing({ bus, connect, timeoutMs }: ContractContext): void {
  describe('publishing', () => {
    it(
      'gives each message the next offset of its partition, in the order of the call',
      async () => {
        const topic = await makeTopic(bus(), { partitions: 3 });
        const first = await publishTexts(bus(), topic, ['a', 'b', 'c'], 'k');
        const second = await publishTexts(bus(), topic, ['d'], 'k');
        const { partition } = first.positions[0] ?? { partition: -1 };
        expect([...first.positions, ...second.positions]).toEqual(
          [0, 1, 2, 3].map((offset) => ({ partition, offset })),
        );
        expect(first.epoch).toMatch(/^[a-z0-9]{1,16}$/);
        expect(second.epoch).toBe(first.epoch);
      },
      timeoutMs,
    );

    it(
      'keeps the messages of one key in order and in one partition, and uses all partitions',
      async () => {
        const topic = await makeTopic(bus(), { partitions: 3 });
        const keys = Array.from({ length: 20 }, (_, index) => `service-${index}`);
        for (let round = 0; round < 5; round++) {
          await bus().publish(keys.map((key) => ({ topic, key, value: `${key}#${round}` })));
        }
        const reader = await probe(bus(), { topics: [topic] });
        await reader.until(() => reader.messages.length === 100);
        for (const key of keys) {
          const own = reader.messages.filter((message) => message.key === key);
          expect(own.map(({ value }) => value.toString())).toEqual([0, 1, 2, 3, 4].map((round) => `${key}#${round}`));
          expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
        }
        expect(new Set(reader.messages.map(({ partition }) => partition)).size).toBe(3);
      },
      timeoutMs,
    );

    it(
      'returns keys, values, headers and timestamps as they were given',
      async () => {
        const topic = await makeTopic(bus());
        const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
        const before = Date.now();
        await bus().publish([
          {
            topic,
            key: 'schlüssel-鍵-🔑',
            value: bytes,
            headers: { source: 'tcp', 'content-type': 'ü' },
            timestamp: 1_234,
          },
          { topic, key: '', value: '', timestamp: 5_678 },
          { topic, key: '__proto__', value: 'prototype', headers: { source: 'tcp' } },
          { topic, key: null, value: 'naïve\u0000\u2028\r\n' },
        ]);
        const reader = await probe(bus(), { topics: [topic] });
        await reader.until(() => reader.messages.length === 4);
        const [first, second, third, fourth] = reader.messages;
        expect(first).toMatchObject({ key: 'schlüssel-鍵-🔑', timestamp: 1_234, offset: 0 });
        expect(first?.headers).toEqual({ source: 'tcp', 'content-type': 'ü' });
        expect(Buffer.compare(first?.value ?? Buffer.alloc(0), bytes)).toBe(0);
        expect(second).toMatchObject({ key: '', timestamp: 5_678 });
        expect(second?.value.length).toBe(0);
        expect(third).toMatchObject({ key: '__proto__', headers: { source: 'tcp' } });
        expect(fourth).toMatchObject({ key: null, headers: {} });
        expect(fourth?.value.toString()).toBe('naïve\u0000\u2028\r\n');
        expect(fourth?.timestamp).toBeGreaterThanOrEqual(before);
      },
      timeoutMs,
    );

    it(
      'carries a message of nearly one MiB between small ones',
      async () => {
        const topic = await makeTopic(bus());
        const large = 'x'.repeat(1024 * 1024 - 2_048);
        await publishTexts(bus(), topic, ['before', large, 'after']);
        const reader = await probe(bus(), { topics: [topic] });
        await reader.until(() => reader.messages.length === 3);
        expect(reader.texts()).toEqual(['before', large, 'after']);
      },
      timeoutMs,
    );

    it(
      'puts a message in the partition that it names',
      async () => {
        const topic = await makeTopic(bus(), { partitions: 3 });
        const { positions } = await bus().publish(
          [2, 0, 1, 2].map((partition) => ({ topic, key: 'same', value: 'v', partition })),
        );
        expect(positions.map(({ partition }) => partition)).toEqual([2, 0, 1, 2]);
        expect(positions.map(({ offset }) => offset)).toEqual([0, 0, 0, 1]);
      },
      timeoutMs,
    );

    it(
      'takes nothing of a call when one message cannot be taken',
      async () => {
        const topic = await makeTopic(bus());
        const bad = { topic, key: 'k', value: 'lost', partition: 9 };
        await expect(bus().publish([{ topic, key: 'k', value: 'neighbour' }, bad])).rejects.toThrow();
        await expect(bus().publish([{ topic, key: 'k', value: null }])).rejects.toThrow();
        await publishTexts(bus(), topic, ['taken']);
        const reader = await probe(bus(), { topics: [topic] });
        await reader.until(() => reader.messages.length > 0);
        expect(reader.texts()).toEqual(['taken']);
      },
      timeoutMs,
    );

    it(
      'writes all or nothing by a writer of a name, whoever had the name before',
      async () => {
        const topic = await makeTopic(bus(), { partitions: 3 });
        const messages = [0, 1, 2].map((partition) => ({ topic, key: 'k', value: `first ${partition}`, partition }));
        const first = await bus().openWriter(topic);
        await Promise.all([first.write(messages), first.write(messages.slice(1)), first.write(messages.slice(2))]);
        const another = await (await connect()).openWriter(topic);
        const bad = { topic, key: 'k', value: 'lost', partition: 9 };
        await expect(another.write([{ topic, key: 'k', value: 'neighbour' }, bad])).rejects.toThrow();
        await another.write([{ topic, key: 'k', value: 'second' }]);
        const reader = await probe(bus(), { topics: [topic] });
        await reader.until(() => reader.messages.length >= 7);
        expect(reader.texts().toSorted()).toEqual([
          ...['first 0', 'first 1', 'first 1', 'first 2', 'first 2', 'first 2'],
          'second',
        ]);
      },
      timeoutMs,
    );

    it(
      'tells concurrent callers, on one connection and on two, their own places',
      async () => {
        const topic = await makeTopic(bus(), { partitions: 2 });
        const other = await connect();
        const calls = Array.from({ length: 60 }, (_, index) => {
          const texts = [`${index}-a`, `${index}-b`];
          return publishTexts(index % 2 ? bus() : other, topic, texts, `key-${index % 5}`).then(({ positions }) =>
            positions.map((position, at) => ({ ...position, text: texts[at] })),
          );
        });
        const placed = (await Promise.all(calls)).flat();
        const reader = await probe(bus(), { topics: [topic] });
        await reader.until(() => reader.messages.length === placed.length);
        const read = new Map(reader.messages.map((it) => [`${it.partition}-${it.offset}`, it.value.toString()]));
        expect(read.size).toBe(placed.length);
        for (const { partition, offset, text } of placed) expect(read.get(`${partition}-${offset}`)).toBe(text);
      },
      timeoutMs,
    );

    it(
      'keeps content and epoch when a topic is created again',
      async () => {
        const topic = await makeTopic(bus());
        const { epoch } = await publishTexts(bus(), topic, ['one']);
        const again = await connect();
        await again.createTopics([{ name: topic, partitions: 1, retentionMs: 1_000_000, compacted: false }]);
        const second = await publishTexts(again, topic, ['two']);
        expect(second).toEqual({ epoch, positions: [{ partition: 0, offset: 1 }] });
      },
      timeoutMs,
    );

    it(
      'refuses after close, and close can be repeated',
      async () => {
        const topic = await makeTopic(bus());
        const other = await connect();
        await Promise.all([other.close(), other.close()]);
        await expect(publishTexts(other, topic, ['late'])).rejects.toMatchObject({ code: 'unavailable' });
      },
      timeoutMs,
    );
  });
}
