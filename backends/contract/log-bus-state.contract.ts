import { describe, expect, it } from '@jest/globals';
import type { Batch } from '../../core/log-bus.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';
import type { ContractContext } from './log-bus.contract.ts';
import { makeTopic, probe, publishTexts, uniqueName } from './log-bus-probe.ts';

/** Compacted topics, and their hand-over to whoever takes a partition. */
export function testState({ bus, connect, timeoutMs }: ContractContext): void {
  describe('compacted topics', () => {
    it(
      'end with the newest value of each key, in the order of their offsets',
      async () => {
        const topic = await makeTopic(bus(), { compacted: true });
        await bus().publish([
          { topic, key: 'a', value: 'a1' },
          { topic, key: 'b', value: 'b1' },
          { topic, key: 'gone', value: 'g1' },
          { topic, key: 'a', value: 'a2', headers: { by: 'test' } },
        ]);
        await bus().publish([{ topic, key: 'gone', value: null }]);
        await bus().publish([{ topic, key: 'c', value: 'c1' }]);
        const seen: TopicMessage[] = [];
        await readTopic(bus(), topic, 'earliest', (messages) => {
          seen.push(...messages);
          return true;
        });
        const offsets = seen.map(({ offset }) => offset);
        expect(offsets).toEqual([...offsets].sort((left, right) => left - right));
        const newest = new Map(seen.map((message) => [message.key, message]));
        expect(newest.get('a')).toMatchObject({ offset: 3, headers: { by: 'test' } });
        expect(newest.get('a')?.value.toString()).toBe('a2');
        expect(newest.get('b')).toMatchObject({ offset: 1 });
        expect(newest.get('c')).toMatchObject({ offset: 5 });
      },
      timeoutMs,
    );

    it(
      'reach a reader that is already there',
      async () => {
        const topic = await makeTopic(bus(), { compacted: true });
        const reader = await probe(await connect(), { topics: [topic], startAt: 'latest' });
        await publishTexts(bus(), topic, ['first'], 'rule');
        await reader.until(() => reader.texts().at(-1) === 'first');
        await bus().publish([{ topic, key: 'rule', value: null }]);
        await publishTexts(bus(), topic, ['second'], 'rule');
        await reader.until(() => reader.texts().at(-1) === 'second');
        expect(reader.errors).toEqual([]);
      },
      timeoutMs,
    );

    it(
      'need a key',
      async () => {
        const topic = await makeTopic(bus(), { compacted: true });
        await expect(bus().publish([{ topic, key: null, value: 'x' }])).rejects.toThrow();
      },
      timeoutMs,
    );

    it(
      'hand the state of its own partition over to whoever is assigned one',
      async () => {
        const input = await makeTopic(bus(), { partitions: 2 });
        const stateTopic = await makeTopic(bus(), { partitions: 2, compacted: true });
        const binary = Buffer.from([0, 255, 128, 10]);
        await bus().publish([
          { topic: stateTopic, partition: 0, key: 'w1', value: 'old' },
          { topic: stateTopic, partition: 0, key: 'w2', value: 'removed' },
          { topic: stateTopic, partition: 1, key: 'w1', value: binary },
          { topic: stateTopic, partition: 0, key: 'w1', value: 'new' },
          { topic: stateTopic, partition: 0, key: 'w2', value: null },
        ]);
        const worker = await probe(bus(), { topics: [input], stateTopic, group: uniqueName('group') });
        await worker.until(() => worker.assignments.length === 2);
        const stateOf = (partition: number) => worker.assignments.find((it) => it.partition === partition)?.state;
        expect(new Map(stateOf(0))).toEqual(new Map([['w1', Buffer.from('new')]]));
        expect(stateOf(1)?.get('w1')?.equals(binary)).toBe(true);
        expect(stateOf(1)?.size).toBe(1);
      },
      timeoutMs,
    );

    it(
      'hand over exactly what the previous owner committed, nothing that it was refused',
      async () => {
        const input = await makeTopic(bus());
        const stateTopic = await makeTopic(bus(), { compacted: true });
        const group = uniqueName('group');
        const count = (batch: Batch, from: number) => ({
          publish: [{ topic: stateTopic, partition: 0, key: 'count', value: `${from + batch.messages.length}` }],
        });
        await publishTexts(bus(), input, ['a', 'b']);
        const gate = Promise.withResolvers<void>();
        const refusals: unknown[] = [];
        const older = await probe(bus(), {
          topics: [input],
          stateTopic,
          group,
          maxMessages: 1,
          async onBatch(batch: Batch) {
            if (batch.messages[0]?.offset === 0) return batch.commit(count(batch, 0));
            await gate.promise;
            await batch.commit(count(batch, 100)).catch((error) => refusals.push(error));
          },
        });
        await older.until(() => older.batches.length === 2);
        const newer = await probe(await connect(), { topics: [input], stateTopic, group });
        await newer.until(() => newer.messages.length === 1);
        gate.resolve();
        await older.until(() => refusals.length === 1);
        expect(newer.assignments).toMatchObject([{ offset: 1 }]);
        expect(newer.assignments[0]?.state.get('count')?.toString()).toBe('1');
        expect(newer.texts()).toEqual(['b']);
      },
      timeoutMs,
    );

    it(
      'hand over the committed state once more after a batch that failed',
      async () => {
        const input = await makeTopic(bus());
        const stateTopic = await makeTopic(bus(), { compacted: true });
        await publishTexts(bus(), input, ['a', 'b', 'c']);
        let failuresLeft = 2;
        const worker = await probe(bus(), {
          topics: [input],
          stateTopic,
          group: uniqueName('group'),
          maxMessages: 1,
          async onBatch(batch: Batch) {
            const [message] = batch.messages;
            if (message?.offset === 1 && failuresLeft-- > 0) throw new Error('not now');
            const value = `${message?.offset}`;
            await batch.commit({ publish: [{ topic: stateTopic, partition: 0, key: 'last', value }] });
          },
        });
        await worker.until(() => worker.texts().includes('c'));
        const handed = worker.assignments.map(({ offset, state }) => [offset, state.get('last')?.toString()]);
        expect(handed).toEqual([
          [0, undefined],
          [1, '0'],
          [1, '0'],
        ]);
        expect(worker.texts()).toEqual(['a', 'b', 'b', 'b', 'c']);
      },
      timeoutMs,
    );
  });
}
