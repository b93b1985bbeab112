import { describe, expect, it } from '@jest/globals';
import type { Batch, LagRequest } from '../../core/log-bus.ts';
import type { ContractContext } from './log-bus.contract.ts';
import { makeTopic, probe, publishTexts, uniqueName } from './log-bus-probe.ts';

/** Groups: offsets, the one atomic step, redelivery, and that a partition never has two owners. */
export function testGroups({ bus, connect, timeoutMs }: ContractContext): void {
  describe('groups', () => {
    it(
      'goes on behind what was committed, wherever a later member wants to start',
      async () => {
        const topic = await makeTopic(bus());
        const group = uniqueName('group');
        await publishTexts(bus(), topic, ['a', 'b']);
        const first = await probe(bus(), { topics: [topic], group });
        await first.until(() => first.messages.length === 2);
        await first.close();
        await publishTexts(bus(), topic, ['c']);
        const second = await probe(bus(), { topics: [topic], group, startAt: 'earliest' });
        await second.until(() => second.messages.length === 1);
        expect(second.texts()).toEqual(['c']);
        expect(second.assignments).toMatchObject([{ offset: 2 }]);
      },
      timeoutMs,
    );

    it(
      'keeps groups apart from each other',
      async () => {
        const topic = await makeTopic(bus());
        await publishTexts(bus(), topic, ['a', 'b']);
        const one = await probe(bus(), { topics: [topic], group: uniqueName('group') });
        const two = await probe(bus(), { topics: [topic], group: uniqueName('group') });
        await one.until(() => one.messages.length === 2);
        await two.until(() => two.messages.length === 2);
        expect(two.texts()).toEqual(one.texts());
      },
      timeoutMs,
    );

    it(
      'shows outputs only once committed, together with the offset',
      async () => {
        const input = await makeTopic(bus());
        const output = await makeTopic(bus());
        const group = uniqueName('group');
        await publishTexts(bus(), input, ['a', 'b']);
        const results = await probe(bus(), { topics: [output] });
        const gate = Promise.withResolvers<void>();
        const worker = await probe(bus(), {
          topics: [input],
          group,
          async onBatch(batch: Batch) {
            await gate.promise;
            const publish = batch.messages.map(({ key, value }) => ({ topic: output, key, value: `${value}!` }));
            await batch.commit({ publish });
          },
        });
        await worker.until(() => worker.batches.length === 1);
        expect((await bus().lag()).find(({ topic }) => topic === output)).toMatchObject({ endOffset: 0 });
        gate.resolve();
        await results.until(() => results.messages.length === 2);
        expect(results.texts()).toEqual(['a!', 'b!']);
        const lag = (await bus().lag()).find(({ topic }) => topic === input);
        expect(lag?.groups).toMatchObject([{ group, committedOffset: 2, lag: 0, oldestAgeMs: null }]);
      },
      timeoutMs,
    );

    it(
      'writes nothing of a commit whose outputs cannot be taken, and delivers the batch again',
      async () => {
        const input = await makeTopic(bus());
        const output = await makeTopic(bus());
        await publishTexts(bus(), input, ['a']);
        let attempts = 0;
        const worker = await probe(bus(), {
          topics: [input],
          group: uniqueName('group'),
          async onBatch(batch: Batch) {
            attempts += 1;
            const good = { topic: output, key: 'k', value: `attempt ${attempts}` };
            const bad = { topic: 'no-such-topic', key: 'k', value: 'x' };
            await batch.commit({ publish: attempts === 1 ? [good, bad] : [good] });
          },
        });
        const results = await probe(bus(), { topics: [output] });
        await results.until(() => results.messages.length === 1);
        expect(results.texts()).toEqual(['attempt 2']);
        expect(worker.errors).toMatchObject([{ code: 'not_found' }]);
      },
      timeoutMs,
    );

    it(
      'delivers a batch again that was returned without commit',
      async () => {
        const topic = await makeTopic(bus());
        await publishTexts(bus(), topic, ['a']);
        let attempts = 0;
        const worker = await probe(bus(), {
          topics: [topic],
          group: uniqueName('group'),
          async onBatch(batch: Batch) {
            attempts += 1;
            if (attempts >= 3) await batch.commit();
          },
        });
        await worker.until(() => worker.batches.length === 3);
        await publishTexts(bus(), topic, ['b']);
        await worker.until(() => worker.texts().at(-1) === 'b');
        expect(worker.texts().slice(0, 3)).toEqual(['a', 'a', 'a']);
        expect(worker.errors).toEqual([]);
      },
      timeoutMs,
    );

    it(
      'goes on at the offset that a commit names',
      async () => {
        const topic = await makeTopic(bus());
        await publishTexts(bus(), topic, ['a', 'b', 'c', 'd']);
        const worker = await probe(bus(), {
          topics: [topic],
          group: uniqueName('group'),
          maxMessages: 2,
          onBatch: (batch: Batch) => batch.commit({ offset: (batch.messages[0]?.offset ?? 0) + 1 }),
        });
        await worker.until(() => worker.texts().at(-1) === 'd' && worker.batches.at(-1)?.messages.length === 1);
        expect(worker.texts().join('')).toBe('abbccdd');
      },
      timeoutMs,
    );

    it(
      'refuses a second commit of a batch, and one after it was returned',
      async () => {
        const topic = await makeTopic(bus());
        await publishTexts(bus(), topic, ['a']);
        let refused: unknown;
        const worker = await probe(bus(), {
          topics: [topic],
          group: uniqueName('group'),
          async onBatch(batch: Batch) {
            await batch.commit();
            refused = await batch.commit().catch((error) => error);
          },
        });
        await worker.until(() => refused !== undefined);
        expect(refused).toMatchObject({ code: 'conflict' });
        await expect(worker.batches[0]?.commit()).rejects.toMatchObject({ code: 'conflict' });
      },
      timeoutMs,
    );

    it(
      'commits outputs at a tick without moving on',
      async () => {
        const input = await makeTopic(bus());
        const output = await makeTopic(bus());
        const group = uniqueName('group');
        await publishTexts(bus(), input, ['a']);
        const worker = await probe(bus(), {
          topics: [input],
          group,
          tickMs: 20,
          onBatch: (batch: Batch) =>
            batch.commit({
              publish: batch.messages.length === 0 ? [{ topic: output, key: 'k', value: 'tick' }] : [],
            }),
        });
        const results = await probe(bus(), { topics: [output] });
        await results.until(() => results.messages.length >= 2);
        await worker.close();
        expect(worker.texts()).toEqual(['a']);
        const lag = (await bus().lag()).find(({ topic }) => topic === input);
        expect(lag?.groups).toMatchObject([{ group, committedOffset: 1 }]);
      },
      timeoutMs,
    );

    it(
      'fences a member whose partition another has taken, and gives it back when that one closes',
      async () => {
        const input = await makeTopic(bus());
        const output = await makeTopic(bus());
        const group = uniqueName('group');
        await publishTexts(bus(), input, ['a']);
        const gate = Promise.withResolvers<void>();
        let refused: unknown;
        const older = await probe(bus(), {
          topics: [input],
          group,
          async onBatch(batch: Batch) {
            if (batch.messages[0]?.value.toString() !== 'a') return batch.commit();
            await gate.promise;
            const publish = [{ topic: output, key: 'k', value: 'from the older' }];
            refused = await batch.commit({ publish }).catch((error) => error);
          },
        });
        await older.until(() => older.batches.length === 1);
        expect(older.batches[0]?.isStale()).toBe(false);
        const newer = await probe(await connect(), {
          topics: [input],
          group,
          onBatch: (batch: Batch) => batch.commit({ publish: [{ topic: output, key: 'k', value: 'from the newer' }] }),
        });
        await newer.until(() => newer.messages.length === 1);
        expect(older.batches[0]?.isStale()).toBe(true);
        gate.resolve();
        await older.until(() => older.revoked.length === 1);
        expect(refused).toMatchObject({ code: 'fenced', retryable: false });
        await newer.close();
        await publishTexts(bus(), input, ['b']);
        await older.until(() => older.texts().includes('b'));
        expect(older.texts()).toEqual(['a', 'b']);
        expect(older.assignments.map(({ offset }) => offset)).toEqual([0, 1]);
        const results = await probe(bus(), { topics: [output] });
        await results.until(() => results.messages.length > 0);
        expect(results.texts()).toEqual(['from the newer']);
      },
      timeoutMs,
    );

    it(
      'measures lag in messages and in the age of the oldest that is not finished',
      async () => {
        const topic = await makeTopic(bus(), { partitions: 2 });
        const group = uniqueName('group');
        const timestamp = Date.now() - 60_000;
        await bus().publish([1, 2, 3].map((n) => ({ topic, key: 'k', value: `${n}`, partition: 0, timestamp })));
        const worker = await probe(bus(), {
          topics: [topic],
          group,
          onBatch: (batch: Batch) =>
            batch.messages[0]?.offset === 0 ? batch.commit({ offset: 1 }) : Promise.resolve(),
        });
        await worker.until(() => worker.batches.length >= 2);
        await worker.close();
        const [first, second] = (await bus().lag()).filter((lag) => lag.topic === topic);
        expect(first).toMatchObject({ partition: 0, epoch: worker.batches[0]?.epoch, beginOffset: 0, endOffset: 3 });
        expect(first?.groups).toMatchObject([{ group, committedOffset: 1, lag: 2 }]);
        expect(first?.groups[0]?.oldestAgeMs).toBeGreaterThanOrEqual(60_000);
        expect(first?.groups[0]?.oldestAgeMs).toBeLessThan(120_000);
        expect(second).toEqual({ topic, partition: 1, epoch: first?.epoch, beginOffset: 0, endOffset: 0, groups: [] });
      },
      timeoutMs,
    );

    it(
      'tells the lag of the topics and groups alone that it is asked for',
      async () => {
        const [topic, other] = [await makeTopic(bus()), await makeTopic(bus())];
        const [group, another] = [uniqueName('group'), uniqueName('group')];
        await publishTexts(bus(), topic, ['a']);
        for (const each of [group, another]) {
          const worker = await probe(bus(), { topics: [topic], group: each });
          await worker.until(() => worker.texts().includes('a'));
          await worker.close();
        }
        const groupsIn = async (request: LagRequest) =>
          (await bus().lag(request)).map((lag) => [lag.topic, lag.groups.map((each) => each.group)] as const);
        expect(await groupsIn({ topics: [topic], groups: [another] })).toEqual([[topic, [another]]]);
        expect(await groupsIn({ topics: [topic, uniqueName('nowhere')], groups: [] })).toEqual([[topic, []]]);
        expect(await groupsIn({ topics: [other], groups: [group] })).toEqual([[other, []]]);
        expect(new Map(await groupsIn({ groups: [group] })).get(topic)).toEqual([group]);
      },
      timeoutMs,
    );
  });
}
