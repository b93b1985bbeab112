import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectBalance, useScene } from './test-subjects/scene.ts';

const scene = useScene();

describe('host safety', () => {
  it('takes whatever is logged, 10,000 times, without a throw, and writes JSON of it', async () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
    });
    const producer = scene.produce({ maxCount: 100_000, maxBytes: 1e9, batchCount: 1e9, batchBytes: 1e9 });
    fc.assert(
      fc.property(anything, anything, (one, two) => {
        producer.info(one, two as Record<string, unknown>);
        producer.log(one as Record<string, unknown>);
      }),
      { numRuns: 5_000 },
    );
    expect(await producer.flush(15_000)).toBe(true);
    expect(producer.stats()).toMatchObject({ accepted: 10_000, acked: 10_000 });
  });

  it.each<[string, () => unknown]>([
    [
      'a cycle',
      () =>
        Object.assign(
          {},
          {
            get self() {
              return this;
            },
          },
        ),
    ],
    [
      'a getter that throws',
      () => ({
        get x() {
          throw new Error('no');
        },
      }),
    ],
    [
      'a proxy that throws at everything',
      () =>
        new Proxy(
          {},
          {
            get() {
              throw new Error('no');
            },
            ownKeys() {
              throw new Error('no');
            },
            getPrototypeOf() {
              throw new Error('no');
            },
          },
        ),
    ],
    [
      'a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
    ],
    [
      'toJSON that throws',
      () => ({
        toJSON() {
          throw new Error('no');
        },
      }),
    ],
    [
      'toJSON without end',
      () => {
        const deep = { toJSON: () => ({ deep }) };
        return deep;
      },
    ],
    [
      '100,000 levels',
      () => {
        let deep: object = {};
        for (let n = 0; n < 100_000; n += 1) deep = { deep };
        return deep;
      },
    ],
    [
      'a sparse array of a billion',
      () => {
        const sparse: unknown[] = [];
        sparse.length = 1e9;
        return sparse;
      },
    ],
    ['50 MB of text', () => '\u{1f600}é'.repeat(8_000_000)],
    ['100,000 keys', () => Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => [`k${n}`, n]))],
    [
      'a stack that throws',
      () => {
        const error = new Error('x');
        Object.defineProperty(error, 'stack', {
          get() {
            throw error;
          },
        });
        return error;
      },
    ],
    ['text that is no text', () => '\ud800 \udfff \u0000'],
  ])('writes %s within a megabyte', async (_, make) => {
    const producer = scene.produce();
    const value = make();
    producer.info('the message', { value });
    producer.info('the message', value as Record<string, unknown>);
    producer.info(value);
    producer.log(value as Record<string, unknown>);
    expect(await producer.flush(10_000)).toBe(true);
    expect(producer.stats()).toMatchObject({ accepted: 4, acked: 4 });
    expect(scene.server.records.slice(0, 2)).toEqual(
      Array(2).fill(expect.objectContaining({ message: 'the message' })),
    );
    for (const record of scene.server.records) expect(JSON.stringify(record).length).toBeLessThan(1_048_576);
  });

  it('keeps what a log said at the time of the call', async () => {
    const producer = scene.produce();
    const fields = { count: 1, __proto__x: 1, ['__proto__']: { polluted: true } };
    producer.info('x', fields);
    fields.count = 2;
    await producer.flush();
    expect(scene.server.records[0]).toMatchObject({ count: 1 });
  });

  it('survives its own settings', async () => {
    for (const options of [
      { url: 'nonsense' },
      { url: 'ftp://x' },
      { url: undefined },
      { headers: { 'bad header': '\n' } },
    ]) {
      const producer = scene.produce({
        ...options,
        maxCount: Number.NaN,
        onTrouble: () => {
          throw new Error('no');
        },
      });
      producer.info('x');
      const flushed = producer.flush(20);
      await scene.clock.advanceUntil(() => producer.stats().failures > 0);
      await scene.clock.advance(20);
      expect(await flushed).toBe(false);
      expect(producer.stats()).toMatchObject({
        buffered: 1,
        failures: expect.any(Number),
        lastFailure: expect.any(String),
      });
    }
  });

  it('keeps account of every log while nothing gets out', () => {
    scene.server.answerAlways(() => {});
    const producer = scene.produce();
    for (let n = 0; n < 20_000; n += 1) producer.info('GET /search 200', { response_time: n, user: { id: n } });
    expectBalance(producer);
    expect(producer.stats().acked).toBe(0);
  });

  it('takes no log below its level', async () => {
    const producer = scene.produce({ level: 'warn' });
    producer.info('no');
    producer.log({ level: 20, message: 'no' });
    producer.log({ level: 'ERROR', message: 'yes' });
    producer.warn('yes');
    await producer.flush();
    expect(scene.messages()).toEqual(['yes', 'yes']);
    expect(producer.stats().accepted).toBe(2);
  });
});
