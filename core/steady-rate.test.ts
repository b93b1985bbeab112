import { expect, test } from '@jest/globals';
import { createFakeClock } from '../test/stand-ins/fake-clock.ts';
import { createSteadyRate } from './steady-rate.ts';

test.each([
  [100, 25, 20, 4_750],
  [1, 1, 3, 2_000],
  [0.5, 1, 2, 2_000],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 50, 0],
])('at %d a second, steps of %d go on time', async (perSecond, step, takes, lastMs) => {
  const clock = createFakeClock();
  const start = clock.now();
  const rate = createSteadyRate(perSecond, clock);
  expect(rate.step).toBe(step);
  let last = -1;
  const work = (async () => {
    for (let taken = 0; taken < takes; taken++) {
      await rate.take(Number.isFinite(step) ? step : 1_000);
      last = clock.now() - start;
    }
    return true;
  })();
  let done = false;
  work.then(() => {
    done = true;
  });
  await clock.advanceUntil(() => done);
  expect(last).toBe(lastMs);
});

test('what was not used is not saved up', async () => {
  const clock = createFakeClock();
  const rate = createSteadyRate(1, clock);
  await rate.take(1);
  await clock.advance(60_000);
  await rate.take(1);
  let third = false;
  rate.take(1).then(() => {
    third = true;
  });
  await clock.advance(999);
  expect(third).toBe(false);
  await clock.advance(1);
  expect(third).toBe(true);
});
