import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createMergeSchedule, type MergeSchedule } from './merge-schedule.ts';

let now = 0;
let merges = 0;
let schedule: MergeSchedule;

beforeEach(() => {
  jest.useFakeTimers();
  now = 0;
  merges = 0;
  schedule = createMergeSchedule(
    async () => {
      merges++;
    },
    () => now,
  );
});
afterEach(() => {
  schedule.stop();
  jest.useRealTimers();
});

async function pass(ms: number): Promise<void> {
  now += ms;
  await jest.advanceTimersByTimeAsync(ms);
}

test('merges once enough blocks were written', async () => {
  schedule.wrote(7, 700);
  expect(merges).toBe(0);
  schedule.wrote(1, 100);
  expect(merges).toBe(1);
});

test('waits while much is written, and merges when it is calm', async () => {
  for (let second = 0; second < 5; second++) {
    schedule.wrote(10, 40_000);
    await pass(1_000);
  }
  expect(merges).toBe(0);
  await pass(1_000);
  await pass(1_000);
  expect(merges).toBe(1);
});

test('does not wait for ever', async () => {
  for (let second = 0; second < 3; second++) {
    schedule.wrote(400, 1_600_000);
    await pass(1_000);
  }
  expect(merges).toBe(1);
});
