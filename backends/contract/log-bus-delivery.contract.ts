import { describe, expect, it } from '@jest/globals';
import type { ContractContext } from './log-bus.contract.ts';
import { makeTopic, probe, publishTexts } from './log-bus-probe.ts';

/** What comes out, whoever reads: where reading begins, batches, ticks, waiting, closing. */
export function testDelivery({ bus, connect, timeoutMs }: ContractContext): void {
  describe('delivery', () => {
    it(
      'gives every reader without a group everything, also what comes later from another connection',
      async () => {
        const topic = await makeTopic(bus(), { partitions: 2 });
        const other = await connect();
        await publishTexts(bus(), topic, ['early'], 'a');
        const readers = [await probe(bus(), { topics: [topic] }), await probe(other, { topics: [topic] })];
        await publishTexts(other, topic, ['late'], 'b');
        for (const reader of readers) {
          await reader.until(() => reader.messages.length === 2);
          expect(reader.texts().sort()).toEqual(['early', 'late']);
        }
      },
      timeoutMs,
    );

    it(
      'begins where it is told to',
      async () => {
        const topic = await makeTopic(bus());
        await bus().publish([1, 2, 3, 4].map((n) => ({ topic, key: 'k', value: `m${n}`, timestamp: n * 1_000 })));
        const readers = {
          earliest: await probe(bus(), { topics: [topic], startAt: 'earliest' }),
          latest: await probe(bus(), { topics: [topic], startAt: 'latest' }),
          offset: await probe(bus(), { topics: [topic], startAt: { offsets: { 0: 2 } } }),
          notNamed: await probe(bus(), { topics: [topic], startAt: { offsets: { 7: 2 } } }),
          time: await probe(bus(), { topics: [topic], startAt: { timestamp: 2_500 } }),
          future: await probe(bus(), { topics: [topic], startAt: { timestamp: 9_000 } }),
        };
        await bus().publish([{ topic, key: 'k', value: 'm5', timestamp: 5_000 }]);
        const seen: Record<string, string[]> = {};
        for (const [name, reader] of Object.entries(readers)) {
          await reader.until(() => reader.texts().includes('m5'));
          seen[name] = reader.texts();
        }
        expect(seen).toEqual({
          earliest: ['m1', 'm2', 'm3', 'm4', 'm5'],
          latest: ['m5'],
          offset: ['m3', 'm4', 'm5'],
          notNamed: ['m1', 'm2', 'm3', 'm4', 'm5'],
          time: ['m3', 'm4', 'm5'],
          future: ['m5'],
        });
        expect(readers.offset.assignments).toMatchObject([{ topic, partition: 0, offset: 2 }]);
        expect(readers.latest.assignments).toMatchObject([{ offset: 4 }]);
      },
      timeoutMs,
    );

    it(
      'delivers one batch at a time for a partition, never more messages than asked for',
      async () => {
        const topic = await makeTopic(bus());
        const texts = Array.from({ length: 25 }, (_, index) => `${index}`);
        await publishTexts(bus(), topic, texts);
        let running = 0;
        let most = 0;
        const reader = await probe(bus(), {
          topics: [topic],
          maxMessages: 10,
          async onBatch() {
            running += 1;
            most = Math.max(most, running);
            await new Promise((resolve) => setImmediate(resolve));
            running -= 1;
          },
        });
        await reader.until(() => reader.messages.length === 25);
        expect(reader.texts()).toEqual(texts);
        expect(Math.max(...reader.batches.map((batch) => batch.messages.length))).toBeLessThanOrEqual(10);
        expect(most).toBe(1);
      },
      timeoutMs,
    );

    it(
      'waits for a batch to fill',
      async () => {
        const topic = await makeTopic(bus());
        const reader = await probe(bus(), { topics: [topic], lingerMs: 2_000, maxMessages: 3 });
        await publishTexts(bus(), topic, ['a']);
        await publishTexts(bus(), topic, ['b']);
        await publishTexts(bus(), topic, ['c']);
        await reader.until(() => reader.messages.length === 3);
        expect(reader.batches.map((batch) => batch.messages.length)).toEqual([3]);
      },
      timeoutMs,
    );

    it(
      'delivers what is there when the wait is over',
      async () => {
        const topic = await makeTopic(bus());
        const reader = await probe(bus(), { topics: [topic], lingerMs: 100, maxMessages: 1_000 });
        await publishTexts(bus(), topic, ['a', 'b']);
        await reader.until(() => reader.messages.length === 2);
        expect(reader.batches).toHaveLength(1);
      },
      timeoutMs,
    );

    it(
      'waits longer for a batch where many messages come than where few do',
      async () => {
        const topic = await makeTopic(bus());
        const reader = await probe(bus(), { topics: [topic], lingerMs: 0, busyLingerMs: 5_000, maxMessages: 100 });
        await publishTexts(bus(), topic, ['alone']);
        await reader.until(() => reader.messages.length === 1);
        const texts = Array.from({ length: 100 }, (_, index) => `one of many ${index}`);
        await publishTexts(bus(), topic, texts.slice(0, 70));
        await publishTexts(bus(), topic, texts.slice(70));
        await reader.until(() => reader.messages.length === 101);
        expect(reader.batches.map((batch) => batch.messages.length)).toEqual([1, 100]);
      },
      timeoutMs,
    );

    it(
      'ticks with an empty batch in a partition that has nothing, and only when asked',
      async () => {
        const topic = await makeTopic(bus(), { partitions: 2 });
        const quiet = await probe(bus(), { topics: [topic] });
        const ticking = await probe(bus(), { topics: [topic], tickMs: 30 });
        await ticking.until(() => new Set(ticking.batches.map(({ partition }) => partition)).size === 2);
        await publishTexts(bus(), topic, ['news']);
        await ticking.until(() => ticking.messages.length === 1);
        await quiet.until(() => quiet.messages.length === 1);
        expect(quiet.batches).toHaveLength(1);
        expect(ticking.batches.filter((batch) => batch.messages.length === 0).length).toBeGreaterThanOrEqual(2);
      },
      timeoutMs,
    );

    it(
      'delivers a batch again when the handler throws, and says so',
      async () => {
        const topic = await makeTopic(bus());
        await publishTexts(bus(), topic, ['a', 'b']);
        let attempts = 0;
        const reader = await probe(bus(), {
          topics: [topic],
          async onBatch() {
            attempts += 1;
            if (attempts < 3) throw new Error(`attempt ${attempts}`);
          },
        });
        await reader.until(() => attempts === 3);
        await publishTexts(bus(), topic, ['c']);
        await reader.until(() => reader.texts().includes('c'));
        expect(reader.texts().slice(-5)).toEqual(['a', 'b', 'a', 'b', 'c']);
        expect(reader.errors).toEqual([new Error('attempt 1'), new Error('attempt 2')]);
      },
      timeoutMs,
    );

    it(
      'asks again for an assignment whose handler failed',
      async () => {
        const topic = await makeTopic(bus());
        await publishTexts(bus(), topic, ['a']);
        let attempts = 0;
        const reader = await probe(bus(), {
          topics: [topic],
          onAssigned() {
            attempts += 1;
            if (attempts === 1) throw new Error('not ready');
          },
        });
        await reader.until(() => reader.messages.length === 1);
        expect(reader.errors).toEqual([new Error('not ready')]);
        expect(attempts).toBe(2);
      },
      timeoutMs,
    );

    it(
      'finishes the batch in hand before close resolves, and delivers no other',
      async () => {
        const topic = await makeTopic(bus());
        await publishTexts(bus(), topic, ['a', 'b']);
        const gate = Promise.withResolvers<void>();
        const events: string[] = [];
        const reader = await probe(bus(), {
          topics: [topic],
          maxMessages: 1,
          async onBatch() {
            events.push('begun');
            await gate.promise;
            events.push('finished');
          },
        });
        await reader.until(() => reader.batches.length === 1);
        const closing = Promise.all([reader.close(), reader.close()]).then(() => events.push('closed'));
        gate.resolve();
        await closing;
        expect(events).toEqual(['begun', 'finished', 'closed']);
        expect(reader.texts()).toEqual(['a']);
      },
      timeoutMs,
    );

    it(
      'ends open subscriptions when the bus closes',
      async () => {
        const topic = await makeTopic(bus());
        const other = await connect();
        const reader = await probe(other, { topics: [topic], group: 'closing' });
        await publishTexts(bus(), topic, ['a']);
        await reader.until(() => reader.messages.length === 1);
        await other.close();
        await publishTexts(bus(), topic, ['b']);
        expect(reader.texts()).toEqual(['a']);
      },
      timeoutMs,
    );

    it(
      'does not know a topic that was never created',
      async () => {
        await expect(probe(bus(), { topics: ['no-such-topic'] })).rejects.toMatchObject({ code: 'not_found' });
        await expect(publishTexts(bus(), 'no-such-topic', ['a'])).rejects.toMatchObject({ code: 'not_found' });
      },
      timeoutMs,
    );
  });
}
