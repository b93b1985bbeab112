import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedStore } from '../backends/embedded/store/log-store.ts';
import type { Aggregation, LogStore } from '../core/log-store.ts';
import { parseQuery } from '../core/query/parse.ts';
import type { LogRecord } from '../core/record.ts';
import { createRecordGenerator } from './generate-records.ts';

export interface BenchRow {
  name: string;
  value: number;
  unit: string;
  /** What the design asks for, in words. */
  wanted: string;
}

const LOGS = 1_000_000;
const BATCH = 4_096;
/** Records are made ahead in portions, so that making them is not measured and memory stays small. */
const PORTION = BATCH * 5;
const ROUNDS = 60;
/** A word that stands in one message alone. */
const RARE = 'xylophone77';

async function fill(store: LogStore): Promise<number> {
  const generator = createRecordGenerator(1);
  let spentMs = 0;
  for (let done = 0; done < LOGS; done += PORTION) {
    const size = Math.min(PORTION, LOGS - done);
    // As the indexer has them: parsed from what stands on the bus.
    const records = Array.from({ length: size }, () => JSON.parse(JSON.stringify(generator.next())) as LogRecord);
    const [marked] = records;
    if (marked && done === PORTION * 3) marked.message += ` ${RARE}`;
    const start = performance.now();
    for (let begin = 0; begin < size; begin += BATCH) await store.write(records.slice(begin, begin + BATCH));
    spentMs += performance.now() - start;
  }
  return (LOGS / spentMs) * 1_000;
}

/** The 99th of a hundred, after a few rounds that nobody counts. */
async function p99(round: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < ROUNDS + 5; index++) {
    const start = performance.now();
    await round();
    if (index >= 5) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

const terms = (field: string, limit: number): Aggregation => ({ kind: 'terms', field, limit });

/** What GET /api/v1/logs/stats asks for. */
const STATS: Record<string, Aggregation> = {
  by_category: terms('category', 10),
  by_level: terms('level', 10),
  by_service: terms('service', 100),
  by_status_code: terms('status_code', 100),
  by_method: terms('method', 20),
  response_time: { kind: 'distribution', field: 'response_time' },
  top_endpoints: terms('endpoint', 10),
  top_ips: terms('ip_address', 10),
  top_user_agents: terms('user_agent', 10),
};

async function measureReads(store: LogStore): Promise<BenchRow[]> {
  const range = { from: 0, to: Date.UTC(2027, 0) };
  const search = (q: string) => () => store.search({ ...range, query: parseQuery(q), limit: 100, order: 'desc' });
  const aggregate =
    (q: string, aggregations: Record<string, Aggregation>, over = range) =>
    () =>
      store.aggregate({ ...over, query: parseQuery(q), aggregations });
  const trend = { from: Date.UTC(2026, 10, 20, 9, 59), to: Date.UTC(2026, 10, 20, 11) };
  const trends: Record<string, Aggregation> = { trend: { kind: 'histogram', intervalMs: 60_000, by: 'category' } };
  const cases: [string, () => Promise<unknown>, string][] = [
    ['newest 100 of a common word', search('user'), '≤ 40'],
    ['newest 100 of a rare word', search(RARE), '≤ 20'],
    ['newest 100 of a phrase', search('"insufficient funds"'), '≤ 40'],
    ['newest 100 of a level', search('level:error'), ''],
    ['one user', search('user_id:u149990'), ''],
    ['a regular expression', search('/pool of \\w+ exhausted: 99/'), ''],
    ['stats over all', aggregate('', STATS), '≤ 50'],
    ['trends a minute over all', aggregate('', trends, trend), '≤ 50'],
    ['top services of a word', aggregate('user', { services: terms('service', 10) }), '≤ 100'],
    ['stats of a word', aggregate('user', STATS), ''],
  ];
  const rows: BenchRow[] = [];
  for (const [name, round, wanted] of cases) rows.push({ name, value: await p99(round), unit: 'ms p99', wanted });
  return rows;
}

async function megabytes(dir: string): Promise<number> {
  const size = async (name: string): Promise<number> => (await stat(join(dir, name)).catch(() => ({ size: 0 }))).size;
  return ((await size('store.db')) + (await size('store.db-wal'))) / 1e6;
}

/** Writes 1,000,000 logs of 300 bytes into an empty embedded store and asks it questions. About a minute. */
export async function run(): Promise<BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-store-'));
  const store = await createEmbeddedStore({ dir });
  try {
    const written = await fill(store);
    const start = performance.now();
    await store.compact();
    const mergedMs = performance.now() - start;
    return [
      { name: 'logs in, one thread', value: written, unit: 'logs/s', wanted: '≥ 200,000' },
      { name: 'left to merge after that', value: mergedMs / 1_000, unit: 's', wanted: '' },
      { name: 'on disk', value: await megabytes(dir), unit: 'MB', wanted: '≤ 75' },
      ...(await measureReads(store)),
      { name: 'memory of the process', value: process.memoryUsage.rss() / 1e6, unit: 'MB', wanted: '≤ 400' },
    ];
  } finally {
    await store.close();
    await rm(dir, { recursive: true });
  }
}

if (import.meta.main) {
  for (const { name, value, unit, wanted } of await run()) {
    process.stdout.write(
      `${name.padEnd(32)} ${value.toFixed(value < 100 ? 1 : 0).padStart(9)} ${unit.padEnd(8)} ${wanted}\n`,
    );
  }
}
