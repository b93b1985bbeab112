import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createEmbeddedStore } from '../backends/embedded/store/log-store.ts';
import type { LogStore } from '../core/log-store.ts';
import { createRecord } from '../test/stand-ins/api-server.ts';
import { createFakeClock } from '../test/stand-ins/fake-clock.ts';
import { createAwaitIndexed } from './await-indexed.ts';

let dir: string;
let store: LogStore;
let asked: number[];
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'await-'));
  store = await createEmbeddedStore({ dir });
  asked = [];
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const records = (count: number) => Array.from({ length: count }, () => createRecord());
const counted = (): Pick<LogStore, 'get'> => ({
  get(ids) {
    asked.push(ids.length);
    return store.get(ids);
  },
});

it('finds many records, asking for each only until it was there, and never for all at once', async () => {
  const clock = createFakeClock();
  const all = records(1_800);
  await store.write(all.slice(0, 700));
  let isThere: boolean | undefined;
  createAwaitIndexed(counted(), clock)(
    all.map(({ id }) => id),
    clock.now() + 60_000,
  ).then((answer) => {
    isThere = answer;
  });
  await clock.advanceUntil(() => asked.length >= 6);
  expect(isThere).toBeUndefined();
  await store.write(all.slice(700));
  await clock.advanceUntil(() => isThere !== undefined);
  expect(isThere).toBe(true);
  expect(Math.max(...asked)).toBe(500);
  expect(asked.slice(0, 3)).toEqual([500, 500, 300]);
});

it('gives up at the deadline on a record that never comes, looking ever more rarely', async () => {
  const clock = createFakeClock();
  const all = records(10);
  await store.write(all.filter((_, index) => index !== 4));
  let isThere: boolean | undefined;
  const begun = clock.now();
  createAwaitIndexed(counted(), clock)(
    all.map(({ id }) => id),
    begun + 5_000,
  ).then((answer) => {
    isThere = answer;
  });
  await clock.advanceUntil(() => isThere !== undefined);
  expect([isThere, clock.now() - begun]).toEqual([false, 5_000]);
  expect(asked.length).toBeLessThan(40);
});
