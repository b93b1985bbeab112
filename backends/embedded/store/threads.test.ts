import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { parseQuery } from '../../../core/query/parse.ts';
import { createEmbeddedStore } from './log-store.ts';
import { FIRST_TIME, numberedRecord } from './test-subjects/numbered-record.ts';
import type { WriterTask } from './test-subjects/writer-thread.ts';

test('one thread searches while another writes and merges: each answer is of one moment', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'store-threads-'));
  const store = await createEmbeddedStore({ dir });
  const task: WriterTask = { dir, count: 12_000, size: 100 };
  const writer = new Worker(new URL('./test-subjects/writer-thread.ts', import.meta.url), { workerData: task });
  try {
    let writing = true;
    const done = once(writer, 'exit').then(() => {
      writing = false;
    });
    const range = { from: FIRST_TIME, to: FIRST_TIME * 2 };
    const byLevel = { by: { kind: 'terms' as const, field: 'level', limit: 10 } };
    const queries = ['', 'user', 'status_code:500', '"user 7"'].map(parseQuery);
    const seen = queries.map(() => 0);
    for (let round = 0; writing; round++) {
      const index = round % queries.length;
      const query = queries[index] ?? { kind: 'all' };
      const newest = await store.search({ ...range, query, limit: 50, order: 'desc', countUpTo: 100_000 });
      expect(newest.records).toEqual(newest.records.map(({ id }) => numberedRecord(Number(id.slice(4)))));
      const { total, results } = await store.aggregate({ ...range, query, aggregations: byLevel });
      const values = results.by?.kind === 'terms' ? results.by.values : [];
      expect(values.reduce((sum, { count }) => sum + count, 0)).toBe(total);
      expect(newest.total.value).toBeGreaterThanOrEqual(seen[index] ?? 0);
      expect(total).toBeGreaterThanOrEqual(newest.total.value);
      seen[index] = total;
    }
    await done;
    expect(
      (await store.search({ ...range, query: { kind: 'all' }, limit: 0, order: 'asc', countUpTo: 100_000 })).total
        .value,
    ).toBe(task.count);
  } finally {
    await store.close();
    await writer.terminate();
    await rm(dir, { recursive: true });
  }
}, 60_000);
