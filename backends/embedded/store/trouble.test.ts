import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LogStore } from '../../../core/log-store.ts';
import { type Logger, silentLogger } from '../../../core/logger.ts';
import { parseQuery } from '../../../core/query/parse.ts';
import type { LogRecord } from '../../../core/record.ts';
import { FRAMES_PER_BLOCK } from './block-format.ts';
import { createEmbeddedStore, type EmbeddedStoreOptions } from './log-store.ts';
import { storePath } from './store-database.ts';
import { FIRST_TIME, numberedRecord } from './test-subjects/numbered-record.ts';

const DAY_MS = 86_400_000;
const range = { from: FIRST_TIME, to: FIRST_TIME * 2 };
const all = { ...range, query: { kind: 'all' as const }, limit: 1_000, order: 'asc' as const };

describe('the embedded store in trouble', () => {
  let dir: string;
  let errors: string[];
  let store: LogStore | undefined;
  const logger: Logger = { ...silentLogger, error: (message) => errors.push(message) };

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'store-trouble-'));
    errors = [];
  });
  afterEach(async () => {
    await store?.close();
    await rm(dir, { recursive: true });
  });

  async function openStore(options: Partial<EmbeddedStoreOptions> = {}) {
    const opened = await createEmbeddedStore({ dir, logger, readers: 1, mergeInBackground: false, ...options });
    store = opened;
    return opened;
  }

  const records = (first: number, count: number): LogRecord[] =>
    Array.from({ length: count }, (_, index) => numberedRecord(first + index));

  /** Three blocks of 100 records. */
  async function writeThreeBlocks(): Promise<void> {
    const writing = await openStore();
    for (const first of [0, 100, 200]) await writing.write(records(first, 100));
    await writing.close();
  }

  test('a full disk is storage_full; reading goes on, and writing once there is room again', async () => {
    const full = await openStore({ maxBytes: 600_000 });
    let next = 0;
    const fillUp = async (): Promise<void> => {
      for (;;) {
        await full.write(records(next, 1_000));
        next += 1_000;
      }
    };
    await expect(fillUp()).rejects.toMatchObject({ code: 'storage_full', retryable: true });
    const total = async (): Promise<number> => (await full.search({ ...all, limit: 0, countUpTo: 1e9 })).total.value;
    expect(await total()).toBe(next);
    await expect(full.write(records(next, 1_000))).rejects.toMatchObject({ code: 'storage_full' });
    const days = { Security: 0, Performance: 0, Business: 0, General: 0 };
    const dropped = await full.dropExpired(FIRST_TIME + next * 500, days);
    expect(dropped).toBeGreaterThan(0);
    expect(await full.write(records(next, 1_000))).toMatchObject({ stored: 1_000 });
    expect(await total()).toBe(next - dropped + 1_000);
  });

  test('a damaged block is reported once and left out; the others are served, and merging leaves it alone', async () => {
    await writeThreeBlocks();
    const db = new DatabaseSync(storePath(dir));
    db.exec(`UPDATE frame SET data = zeroblob(length(data)) WHERE id = ${2 * FRAMES_PER_BLOCK + 2}`);
    db.close();
    const reading = await openStore();
    const others = [...records(0, 100), ...records(200, 100)];
    for (let round = 0; round < 2; round++) {
      const found = await reading.search({ ...all, query: parseQuery('request') });
      expect(found).toMatchObject({ records: others, total: { value: 200, relation: 'eq' } });
    }
    expect(errors).toEqual(['block 2 of the store is damaged']);
    expect((await reading.get(['n-0-5', 'n-0-150', 'n-0-250'])).map(({ id }) => id)).toEqual(['n-0-5', 'n-0-250']);
    await reading.compact();
    expect((await reading.search(all)).records).toEqual(others);
  });

  test('a damaged page of the file is never served as records', async () => {
    await writeThreeBlocks();
    const sound = await readFile(storePath(dir));
    const pages = Math.floor(sound.length / 8_192);
    for (let page = 1; page < pages; page += Math.ceil(pages / 12)) {
      await writeFile(storePath(dir), sound);
      const file = await open(storePath(dir), 'r+');
      await file.write(Buffer.alloc(8_192, page), 0, 8_192, page * 8_192);
      await file.close();
      errors = [];
      let found: LogRecord[] = [];
      let refused: unknown;
      try {
        const reading = await openStore();
        found = (await reading.search(all)).records;
      } catch (error) {
        refused = error;
      }
      await store?.close();
      expect(found).toEqual(found.map(({ id }) => numberedRecord(Number(id.slice(4)))));
      if (refused !== undefined) expect(refused).toMatchObject({ code: 'data_corrupt' });
      else if (found.length < 300) expect(errors).not.toEqual([]);
    }
  });

  test('what is no database is data_corrupt', async () => {
    await writeFile(storePath(dir), 'not a database at all, but long enough to look at'.repeat(100));
    await expect(openStore()).rejects.toMatchObject({ code: 'data_corrupt' });
  });

  test('a search beyond its time is query_timeout, and the next one is served', async () => {
    await writeThreeBlocks();
    const hasty = await openStore({ timeLimitMs: 0 });
    await expect(hasty.search(all)).rejects.toMatchObject({ code: 'query_timeout' });
    await hasty.close();
    const patient = await openStore();
    expect((await patient.search(all)).records.length).toBe(300);
  });

  test('retention gives the space back', async () => {
    const large = await openStore();
    for (let first = 0; first < 20_000; first += 4_000) await large.write(records(first, 4_000));
    const pages = (): number => {
      const db = new DatabaseSync(storePath(dir), { readOnly: true });
      try {
        return Number(db.prepare('PRAGMA page_count').get()?.page_count);
      } finally {
        db.close();
      }
    };
    const before = pages();
    await large.dropExpired(FIRST_TIME + 30 * DAY_MS, { Security: 1, Performance: 1, Business: 1, General: 1 });
    expect(pages()).toBeLessThan(before / 4);
  });
});
