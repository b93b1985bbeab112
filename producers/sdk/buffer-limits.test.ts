import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { status, taken, takenBut } from './test-subjects/log-server.ts';
import { expectBalance, useScene } from './test-subjects/scene.ts';

const scene = useScene();

describe('what does not fit', () => {
  it('is the oldest, errors last, and is told of once when the way is free again', async () => {
    scene.server.answerAlways(status(503));
    const producer = scene.produce({ maxCount: 5, batchCount: 1, lingerMs: 0 });
    producer.info('in flight');
    await scene.clock.advanceUntil(() => producer.stats().failures > 0);
    producer.error('e1');
    for (const message of ['a', 'b', 'c', 'd', 'e']) producer.info(message);
    expectBalance(producer);
    expect(producer.stats()).toMatchObject({ buffered: 5, droppedBy: { full: 2 } });
    scene.server.answerAlways(taken);
    await scene.clock.advanceUntil(() => producer.stats().buffered === 0);
    const report = 'sdk.dropped: 2 logs of this service were dropped (the buffer was full: 2)';
    expect(scene.messages()).toEqual(['in flight', report, 'e1', 'c', 'd', 'e']);
    expect(scene.told).toHaveLength(2);
    expectBalance(producer);
  });

  it('is the new one where that is wanted', async () => {
    const producer = scene.produce({ maxCount: 2, policy: 'drop-new' });
    for (const message of ['a', 'b', 'c']) producer.info(message);
    await producer.flush();
    expect(scene.messages()).toEqual([expect.stringContaining('sdk.dropped: 1'), 'a', 'b']);
  });

  it('never exceeds the bytes, whatever the sizes', () => {
    scene.server.answerAlways(status(503));
    const producer = scene.produce({ maxBytes: 10_000 });
    for (let n = 0; n < 2_000; n += 1) {
      producer.info('x'.repeat((n * 37) % 4_000));
      expect(producer.stats().bufferedBytes).toBeLessThanOrEqual(10_000);
    }
    producer.info('y'.repeat(20_000));
    expectBalance(producer);
  });

  it('goes on in any order of logs, outages and flushes with balanced counts', async () => {
    const step = fc.constantFrom('info', 'error', 'advance', 'down', 'up', 'reject');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        scene.server.answerAlways(taken);
        const producer = scene.produce({ maxCount: 6, batchCount: 3 });
        for (const each of steps) {
          if (each === 'info' || each === 'error') producer[each](each);
          if (each === 'advance') await scene.clock.advance(500);
          if (each === 'down') scene.server.answerAlways(status(503));
          if (each === 'up') scene.server.answerAlways(taken);
          if (each === 'reject') scene.server.answerNext(takenBut(0));
          expectBalance(producer);
        }
        scene.server.answerAlways(taken);
        await scene.clock.advanceUntil(() => producer.stats().buffered === 0, 120_000);
        expectBalance(producer);
        await producer.close(0);
      }),
      { numRuns: 30 },
    );
  });
});
