import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import type {
  Aggregation,
  AggregationResult,
  LogStore,
  RecordPosition,
  Retention,
  SearchRequest,
} from '../../core/log-store.ts';
import { parseQuery } from '../../core/query/parse.ts';
import { CATEGORIES, type LogRecord } from '../../core/record.ts';
import { formatTime } from '../../core/time.ts';
import { arbitraryQuery, arbitraryRecord, WORLD_LENGTH_MS, WORLD_START } from './generators.ts';
import { firstOfEachId, naiveAggregate, naiveMatches } from './naive-store.ts';
import { plainRecord } from './plain-record.ts';

export interface LogStoreUnderTest {
  /** Opens the store over the same data each time; empty at first. */
  open(): Promise<LogStore & Retention>;
  /** Tidies up, where the store can, so that answers before and after can be compared. */
  settle(store: LogStore): Promise<void>;
  /** Removes the data. */
  dispose(): Promise<void>;
}

const WORLD = { from: WORLD_START, to: WORLD_START + WORLD_LENGTH_MS };
const DAY_MS = 86_400_000;

/** A plain record at a second of the world. */
function recordAt(second: number, changes: Partial<LogRecord> = {}): LogRecord {
  return plainRecord(second, WORLD_START + second * 1_000, changes);
}

const inBatches = (records: readonly LogRecord[], size: number): LogRecord[][] =>
  Array.from({ length: Math.ceil(records.length / size) }, (_, index) =>
    records.slice(index * size, (index + 1) * size),
  );

const everything: SearchRequest = { ...WORLD, query: { kind: 'all' }, limit: 1_000, order: 'asc' };

const range = fc
  .tuple(fc.nat({ max: WORLD_LENGTH_MS }), fc.nat({ max: WORLD_LENGTH_MS }))
  .map(([a, b]) => ({ from: WORLD_START + Math.min(a, b), to: WORLD_START + Math.max(a, b) }));
const searchRequest: Arbitrary<SearchRequest> = fc
  .record({
    query: arbitraryQuery(),
    range: fc.oneof(fc.constant(WORLD), range),
    limit: fc.integer({ min: 1, max: 40 }),
    order: fc.constantFrom('asc', 'desc'),
  })
  .map(({ range: { from, to }, ...rest }) => ({ ...rest, from, to }));

const FIELDS = [
  'service',
  'level',
  'category',
  'status_code',
  'endpoint',
  'user_id',
  'response_time',
  'anomaly_score',
  'attributes.a',
  'attributes.order.id',
  'attributes.__proto__',
  'message',
  'raw',
];
const field = fc.constantFrom(...FIELDS);
const aggregation: Arbitrary<Aggregation> = fc.oneof(
  fc.record({ kind: fc.constant('terms' as const), field, limit: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    kind: fc.constant('histogram' as const),
    intervalMs: fc.constantFrom(60_000, 97_000, 600_000),
    by: field,
  }),
  fc.record({ kind: fc.constant('histogram' as const), intervalMs: fc.constantFrom(60_000, 3_600_000) }),
  fc.record({ kind: fc.constant('distribution' as const), field: fc.constantFrom('response_time', 'status_code') }),
);

/** Quantiles are allowed 1 %, sums of doubles their rounding; everything else is exact. */
function expectSame(actual: AggregationResult | undefined, expected: AggregationResult | undefined): void {
  if (actual?.kind !== 'distribution' || expected?.kind !== 'distribution') {
    expect(actual).toEqual(expected);
    return;
  }
  expect([actual.count, actual.min, actual.max]).toEqual([expected.count, expected.min, expected.max]);
  for (const name of ['avg', 'p50', 'p95', 'p99'] as const) {
    const [found, wanted] = [actual[name], expected[name]];
    if (found === null || wanted === null) expect(found).toBe(wanted);
    else expect(Math.abs(found - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 0.0101);
  }
}

/** What every log store keeps. */
export function logStoreContract(name: string, create: () => Promise<LogStoreUnderTest>): void {
  describe(`${name}: log store contract`, () => {
    let under: LogStoreUnderTest;
    let store: LogStore & Retention;

    beforeEach(async () => {
      under = await create();
      store = await under.open();
    });
    afterEach(async () => {
      await store.close();
      await under.dispose();
    });

    const idsOf = async (request: Partial<SearchRequest>): Promise<string[]> =>
      (await store.search({ ...everything, ...request })).records.map((record) => record.id);

    async function allPages(request: SearchRequest): Promise<{ records: LogRecord[]; totals: unknown[] }> {
      const records: LogRecord[] = [];
      const totals: unknown[] = [];
      let after: RecordPosition | undefined;
      do {
        const page = await store.search({ ...request, ...(after ? { after } : {}) });
        expect(page.records.length).toBeLessThanOrEqual(request.limit);
        records.push(...page.records);
        totals.push(page.total);
        after = page.next ?? undefined;
      } while (after);
      return { records, totals };
    }

    describe('pages of large records', () => {
      const large = (second: number): LogRecord => recordAt(second, { message: `${second} ${'long '.repeat(20_000)}` });
      const records = [...Array.from({ length: 30 }, (_, second) => recordAt(second)), large(30), large(31), large(32)];
      const query = parseQuery('NOT service:none');

      test.each(['asc', 'desc'] as const)('end early, and all of them are all there is (%s)', async (order) => {
        await store.write(records);
        const sizes: number[] = [];
        let after: RecordPosition | undefined;
        const found: LogRecord[] = [];
        do {
          const request = { ...everything, query, order, maxCharacters: 150_000 };
          const page = await store.search({ ...request, ...(after ? { after } : {}) });
          sizes.push(page.records.length);
          found.push(...page.records);
          after = page.next ?? undefined;
        } while (after);
        expect(found).toEqual(order === 'asc' ? records : records.toReversed());
        expect(sizes).toEqual(order === 'asc' ? [31, 1, 1] : [1, 1, 31]);
      });

      test('have one record at least, and end where nothing follows', async () => {
        await store.write([large(1)]);
        const { records: found, next } = await store.search({ ...everything, maxCharacters: 10 });
        expect([found.length, next]).toEqual([1, null]);
      });
    });

    describe('write', () => {
      test('what is written can be found at once, and after a restart', async () => {
        const records = [recordAt(1), recordAt(2)];
        expect(await store.write(records)).toEqual({ stored: 2, duplicates: 0, rejected: [] });
        expect((await store.search(everything)).records).toEqual(records);
        await store.close();
        store = await under.open();
        expect((await store.search(everything)).records).toEqual(records);
      });

      test('an id is stored once, within a call and across calls in any order, also after a restart', async () => {
        await store.write([recordAt(5), recordAt(5, { message: 'again' })]);
        expect(await store.write([recordAt(3), recordAt(5, { message: 'later' }), recordAt(9)])).toEqual({
          stored: 2,
          duplicates: 1,
          rejected: [],
        });
        await under.settle(store);
        await store.close();
        store = await under.open();
        expect(await store.write([recordAt(3), recordAt(4), recordAt(9)])).toMatchObject({ stored: 1, duplicates: 2 });
        expect(await idsOf({})).toEqual(['e1-0-3', 'e1-0-4', 'e1-0-5', 'e1-0-9']);
        expect((await store.get(['e1-0-5']))[0]?.message).toBe('order 5 placed');
      });

      test('what can never be stored is rejected by its place, the others are stored', async () => {
        const result = await store.write([
          recordAt(1, { id: 'no id' }),
          recordAt(2),
          recordAt(3, { timestamp: 'yesterday' }),
        ]);
        expect(result).toMatchObject({ stored: 1, duplicates: 0 });
        expect(result.rejected.map(({ index }) => index)).toEqual([0, 2]);
        expect(await idsOf({})).toEqual(['e1-0-2']);
      });

      test('nothing to write is fine', async () => {
        expect(await store.write([])).toEqual({ stored: 0, duplicates: 0, rejected: [] });
      });
    });

    describe('search', () => {
      test('finds exactly the records that match, page by page, in either order', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(arbitraryRecord(), { minLength: 1, maxLength: 150, size: 'max' }),
            fc.integer({ min: 1, max: 60 }),
            fc.array(searchRequest, { minLength: 6, maxLength: 6 }),
            fc.boolean(),
            async (records, batchSize, requests, settles) => {
              const fresh = await create();
              const former = store;
              store = await fresh.open();
              try {
                for (const batch of inBatches(records, batchSize)) await store.write(batch);
                if (settles) await under.settle(store);
                for (const request of requests) {
                  const expected = naiveMatches(firstOfEachId(records), request);
                  const { records: found, totals } = await allPages(request);
                  expect(found).toEqual(expected);
                  expect(totals).toEqual(totals.map(() => ({ value: expected.length, relation: 'eq' })));
                }
              } finally {
                await store.close();
                await fresh.dispose();
                store = former;
              }
            },
          ),
          { numRuns: 15 },
        );
      }, 120_000);

      test('no page leaves anything out when writes overlap in time and nothing more than the page is counted', async () => {
        const at = (ms: number) => new Date(Date.parse('2026-11-20T08:00:00.000Z') + ms).toISOString();
        const write = (first: number, count: number, fromMs: number, stepMs: number) =>
          store.write(
            Array.from({ length: count }, (_, index) =>
              recordAt(first + index, { timestamp: at(fromMs + index * stepMs) }),
            ),
          );
        await write(0, 40, 0, 100);
        await write(100, 5, 50, 10);
        await write(200, 5, 1_050, 10);
        await write(300, 30, 1_500, 100);
        for (const order of ['asc', 'desc'] as const) {
          const { records } = await allPages({
            ...everything,
            from: 0,
            to: Date.parse(at(60_000)),
            order,
            limit: 7,
            countUpTo: 0,
          });
          expect(records).toHaveLength(80);
        }
      });

      test('counts exactly up to a bound, beyond it says that there are more', async () => {
        for (const batch of inBatches(
          Array.from({ length: 90 }, (_, second) => recordAt(second)),
          10,
        ))
          await store.write(batch);
        const total = async (countUpTo: number) => (await store.search({ ...everything, limit: 5, countUpTo })).total;
        expect(await total(90)).toEqual({ value: 90, relation: 'eq' });
        expect(await total(1_000)).toEqual({ value: 90, relation: 'eq' });
        const bounded = await total(15);
        expect(bounded.relation).toBe('gte');
        expect(bounded.value).toBeGreaterThan(15);
        expect(bounded.value).toBeLessThanOrEqual(90);
      });

      test('a limit of 0 only counts', async () => {
        await store.write([recordAt(1), recordAt(2)]);
        expect(await store.search({ ...everything, limit: 0 })).toEqual({
          total: { value: 2, relation: 'eq' },
          records: [],
          next: null,
        });
      });

      test('both ends of the range belong to it', async () => {
        await store.write([1, 2, 3, 4].map((second) => recordAt(second)));
        expect(await idsOf({ from: WORLD_START + 2_000, to: WORLD_START + 3_000 })).toEqual(['e1-0-2', 'e1-0-3']);
        expect(await idsOf({ from: WORLD_START + 2_001, to: WORLD_START + 2_999 })).toEqual([]);
      });

      test('records of one instant are in the order of their ids, numbers as numbers', async () => {
        const timestamp = recordAt(1).timestamp;
        await store.write(['e2-0-1', 'e1-10-3', 'e1-9-20', 'e1-9-3'].map((id) => recordAt(1, { id, timestamp })));
        expect(await idsOf({})).toEqual(['e1-9-3', 'e1-9-20', 'e1-10-3', 'e2-0-1']);
        expect(await idsOf({ order: 'desc', limit: 3 })).toEqual(['e2-0-1', 'e1-10-3', 'e1-9-20']);
      });

      test('a search that is given up ends with the reason', async () => {
        await store.write([recordAt(1)]);
        const reason = new Error('nobody waits');
        await expect(store.search({ ...everything, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
        const giveUp = new AbortController();
        const pending = store.search({ ...everything, signal: giveUp.signal });
        giveUp.abort(reason);
        await expect(pending).rejects.toBe(reason);
        expect(await idsOf({})).toEqual(['e1-0-1']);
      });

      test.each(['order 7', '"order 7 placed"', 'ORDER AND 7', 'plac* 7', '/order 7\\b/', 'id:e1-0-7', '"7 placed"'])(
        '%s finds the one record',
        async (q) => {
          await store.write(Array.from({ length: 70 }, (_, second) => recordAt(second)));
          expect(await idsOf({ query: parseQuery(q) })).toEqual(['e1-0-7']);
        },
      );
    });

    describe('records', () => {
      test.each<[string, Partial<LogRecord>]>([
        ['text of any script', { message: 'naïve 接続 42 𐐀 \ud800 \0 é1\u2028', service: 'ü', host: '' }],
        [
          'odd attribute keys',
          {
            attributes: JSON.parse(
              '{"__proto__": {"a": 1}, "constructor": "x", "a.b": [1, null, {"c": false}], "": "", "7": 7}',
            ),
          },
        ],
        ['text that looks like JSON', { attributes: { a: '"', b: '{"c":1}', c: '1', d: 'null', e: '' } }],
        [
          'numbers',
          {
            response_time: 1e-7,
            status_code: 2 ** 40,
            anomaly_score: 0,
            category_confidence: 0.1 + 0.2,
            attributes: { n: 1e300, m: -0.5 },
          },
        ],
        ['a raw line around the message', { raw: '<13>Nov 20 order 1 placed', message: 'order 1 placed' }],
        ['a raw line of its own', { raw: 'something else 99' }],
        ['times far apart', { received_at: '2031-01-01T00:00:00.001Z', processed_at: '1969-12-31T23:59:59.999Z' }],
      ])('%s come back as they were', async (_, changes) => {
        const record = recordAt(1, changes);
        await store.write([recordAt(0), record, recordAt(2)]);
        expect(await store.get([record.id])).toEqual([record]);
        await under.settle(store);
        expect(await store.get([record.id])).toEqual([record]);
      });

      test('get gives those that exist, in the order asked for', async () => {
        await store.write(Array.from({ length: 30 }, (_, second) => recordAt(second)));
        const found = await store.get(['e1-0-20', 'e1-1-20', 'junk', 'e1-0-3', 'e1-0-999', 'e1-0-20']);
        expect(found.map(({ id }) => id)).toEqual(['e1-0-20', 'e1-0-3', 'e1-0-20']);
      });
    });

    describe('aggregate', () => {
      test('is what counting every matching record gives', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(arbitraryRecord(), { maxLength: 150, size: 'max' }),
            fc.integer({ min: 1, max: 60 }),
            fc.array(
              fc.tuple(
                fc.oneof(fc.constant({ kind: 'all' as const }), arbitraryQuery()),
                fc.oneof(fc.constant(WORLD), range),
              ),
              { minLength: 3, maxLength: 3 },
            ),
            fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), aggregation),
            fc.boolean(),
            async (records, batchSize, asked, aggregations, settles) => {
              const fresh = await create();
              const other = await fresh.open();
              try {
                for (const batch of inBatches(records, batchSize)) await other.write(batch);
                if (settles) await under.settle(other);
                for (const [query, { from, to }] of asked) {
                  const request = { query, from, to, aggregations };
                  const expected = naiveAggregate(firstOfEachId(records), request);
                  const actual = await other.aggregate(request);
                  expect(actual.total).toBe(expected.total);
                  for (const key of Object.keys(aggregations)) expectSame(actual.results[key], expected.results[key]);
                }
              } finally {
                await other.close();
                await fresh.dispose();
              }
            },
          ),
          { numRuns: 15 },
        );
      }, 120_000);

      test('an empty store has empty buckets and no quantiles', async () => {
        const { total, results } = await store.aggregate({
          ...everything,
          to: WORLD_START + 119_999,
          aggregations: {
            trend: { kind: 'histogram', intervalMs: 60_000, by: 'level' },
            times: { kind: 'distribution', field: 'response_time' },
          },
        });
        expect(total).toBe(0);
        expect(results.trend).toEqual({
          kind: 'histogram',
          buckets: [0, 60_000].map((offset) => ({ time: WORLD_START + offset, total: 0, counts: {} })),
        });
        expect(results.times).toMatchObject({ count: 0, min: null, p99: null });
      });

      test('a histogram of too many intervals is too expensive', async () => {
        const aggregations: Record<string, Aggregation> = { trend: { kind: 'histogram', intervalMs: 1 } };
        await expect(store.aggregate({ ...everything, aggregations })).rejects.toMatchObject({
          code: 'query_too_expensive',
        });
      });
    });

    describe('retention', () => {
      const now = WORLD_START + 10 * DAY_MS;
      const agedRecord = (days: number, index: number): LogRecord =>
        recordAt(0, {
          id: `e1-0-${index}`,
          timestamp: formatTime(now - days * DAY_MS),
          category: CATEGORIES[index % 4] ?? 'General',
        });
      const ages = [9, 8, 7.5, 6, 5, 4, 3, 2, 1, 0];

      test('each category keeps its own days; what went neither is found nor comes back', async () => {
        const records = Array.from({ length: 200 }, (_, index) => agedRecord(ages[Math.floor(index / 20)] ?? 0, index));
        for (const batch of inBatches(records, 30)) await store.write(batch);
        const days = { Security: 30, Performance: 2.5, Business: 5.5, General: 7 };
        const kept = records.filter((record) => now - Date.parse(record.timestamp) <= days[record.category] * DAY_MS);
        const all = { ...everything, from: 0, to: now };
        expect(await store.dropExpired(now, days)).toBe(records.length - kept.length);
        expect(await store.dropExpired(now, days)).toBe(0);
        expect((await store.search(all)).records).toEqual(naiveMatches(kept, all));
        expect(await store.write(records)).toMatchObject({ stored: 0, duplicates: records.length });
        const counted = await store.aggregate({
          ...all,
          aggregations: { c: { kind: 'terms', field: 'category', limit: 9 } },
        });
        expect(counted).toEqual(
          naiveAggregate(kept, { ...all, aggregations: { c: { kind: 'terms', field: 'category', limit: 9 } } }),
        );
      });
    });

    test('a closed store answers unavailable, and closing twice is harmless', async () => {
      await store.close();
      await store.close();
      await expect(store.write([recordAt(1)])).rejects.toMatchObject({ code: 'unavailable' });
      await expect(store.search(everything)).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}
