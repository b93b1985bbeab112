import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createEmbeddedStore } from '../backends/embedded/store/log-store.ts';
import type { Aggregation, LogStore } from '../core/log-store.ts';
import { parseQuery } from '../core/query/parse.ts';
import { createRecordGenerator } from './generate-records.ts';
import { withFolder } from './harness/house.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { quantile } from './harness/statistics.ts';

const BATCH = 4_096;
/** Records are made ahead in portions, so that making them is not measured and memory stays small. */
const PORTION = BATCH * 12;
const WARM_UPS = 3;
const ROUNDS = 100;
/** A question that takes long is asked fewer times. */
const LEAST_ROUNDS = 5;
const ENOUGH_MS = 10_000;
const RANGE = { from: Date.UTC(2026, 0), to: Date.UTC(2027, 0) };

const SEARCHES: readonly (readonly [what: string, q: string])[] = [
  ['newest 100 of a level', 'level:error'],
  ['everything of one user', 'user_id:u149990'],
  ['newest 100 of a regular expression', '/pool of \\w+ exhausted: 99/'],
  ['newest 100 of two words and a field', 'timeout response service:checkout'],
];

const terms = (field: string, limit: number): Aggregation => ({ kind: 'terms', field, limit });
const STATISTICS: Record<string, Aggregation> = {
  category: terms('category', 10),
  level: terms('level', 10),
  service: terms('service', 100),
  endpoint: terms('endpoint', 10),
  ip_address: terms('ip_address', 10),
  response_time: { kind: 'distribution', field: 'response_time' },
};

/** Resolves with the seconds that the store took for it. */
async function fill(store: LogStore, records: number): Promise<number> {
  const generator = createRecordGenerator(1);
  let spentMs = 0;
  for (let done = 0; done < records; done += PORTION) {
    const portion = Array.from({ length: Math.min(PORTION, records - done) }, generator.next);
    const begun = performance.now();
    for (let at = 0; at < portion.length; at += BATCH) await store.write(portion.slice(at, at + BATCH));
    spentMs += performance.now() - begun;
  }
  return spentMs / 1_000;
}

async function measureReads(store: LogStore): Promise<Row[]> {
  const rows: Row[] = [];
  const measure = async (what: string, ask: () => Promise<unknown>): Promise<void> => {
    const times: number[] = [];
    const enough = performance.now() + ENOUGH_MS;
    for (let round = 0; round < WARM_UPS + ROUNDS; round++) {
      if (times.length >= LEAST_ROUNDS && performance.now() > enough) break;
      const begun = performance.now();
      await ask();
      if (round >= WARM_UPS) times.push(performance.now() - begun);
    }
    rows.push({ what: `${what}, p99`, value: quantile(times, 0.99), unit: 'ms' });
  };
  for (const [what, q] of SEARCHES) {
    const query = parseQuery(q);
    await measure(what, () => store.search({ ...RANGE, query, limit: 100, order: 'desc' }));
  }
  const query = parseQuery('user');
  await measure('statistics of a word', () => store.aggregate({ ...RANGE, query, aggregations: STATISTICS }));
  return rows;
}

function megabytes(dir: string): number {
  const sizes = ['store.db', 'store.db-wal'].map((name) => statSync(join(dir, name), { throwIfNoEntry: false })?.size);
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) / 1e6;
}

async function measure(dir: string, records: number): Promise<Row[]> {
  const store = await createEmbeddedStore({ dir });
  try {
    const seconds = await fill(store, records);
    const begun = performance.now();
    await store.compact();
    const mergeSeconds = (performance.now() - begun) / 1_000;
    return [
      {
        what: 'logs written by one thread',
        value: records / seconds,
        unit: 'logs/s',
        target: { op: '>=', value: 200_000 },
      },
      { what: 'merging that is left after the last', value: mergeSeconds, unit: 's' },
      {
        what: 'on disk for 1,000,000 logs',
        value: megabytes(dir) * (1_000_000 / records),
        unit: 'MB',
        target: { op: '<=', value: 75 },
      },
      ...(await measureReads(store)),
    ];
  } finally {
    await store.close();
  }
}

export const scenario: Scenario = {
  name: 'records-to-store',
  description: `1,000,000 finished records that are in memory already are written to the embedded store by one thread, ${BATCH} at a time; each write is durable and searchable when it is answered. Then the store merges its blocks until nothing is left, and is asked ${ROUNDS} times each; a question that takes long is asked less often, for ${ENOUGH_MS / 1_000} s.`,
  run: ({ quick }: RunOptions) => withFolder((dir) => measure(dir, quick ? 200_000 : 1_000_000)),
};
