import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../core/clock.ts';
import { createFakeClock } from './fake-clock.ts';

describe('fake clock', () => {
  test('ends sleeps in the order of their moments, each at its own', async () => {
    const clock = createFakeClock(0);
    const seen: string[] = [];
    const loop = async (name: string, ms: number, times: number) => {
      for (let i = 0; i < times; i++) {
        await clock.sleep(ms);
        seen.push(`${name}@${clock.now()}`);
      }
    };
    const done = Promise.all([loop('a', 30, 2), loop('b', 20, 3)]);
    await clock.advance(60);
    await done;
    expect(seen).toEqual(['b@20', 'a@30', 'b@40', 'a@60', 'b@60']);
    expect(clock.now()).toBe(60);
    expect(clock.sleeping()).toBe(0);
  });

  test('an aborted sleep ends without time passing', async () => {
    const clock = createFakeClock(0);
    const stop = new AbortController();
    const asleep = clock.sleep(1_000, stop.signal);
    stop.abort();
    await asleep;
    expect(clock.now()).toBe(0);
    expect(clock.sleeping()).toBe(0);
  });

  test('advanceUntil stops at the moment the condition holds', async () => {
    const clock = createFakeClock(0);
    let ticks = 0;
    void (async () => {
      for (; ticks < 10; ticks++) await clock.sleep(100);
    })();
    await clock.advanceUntil(() => ticks === 4);
    expect(clock.now()).toBe(400);
  });
});

describe('system clock', () => {
  test('an abort ends the sleep at once, also when it came before', async () => {
    const stop = new AbortController();
    const asleep = systemClock.sleep(60_000, stop.signal);
    stop.abort();
    await asleep;
    await systemClock.sleep(60_000, stop.signal);
    await systemClock.sleep(-1);
  });
});
