import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LogStore, Retention, SearchRequest } from '../../core/log-store.ts';
import type { LogRecord } from '../../core/record.ts';
import { arbitraryQuery, arbitraryRecord, WORLD_LENGTH_MS, WORLD_START } from '../contract/generators.ts';
import { firstOfEachId, naiveAggregate, naiveMatches } from '../contract/naive-store.ts';
import { createElasticsearchStore } from './log-store.ts';
import { createTestIndices, type TestIndices } from './test-subjects/test-indices.ts';

/** Many more queries than the contract asks, over one set of records. */

const WORLD = { from: WORLD_START, to: WORLD_START + WORLD_LENGTH_MS };
const QUERIES = 100;
const RECORDS = 200;

let indices: TestIndices;
let store: LogStore & Retention;
let records: LogRecord[];

beforeAll(async () => {
  indices = createTestIndices();
  store = await createElasticsearchStore({ urls: indices.urls, alias: indices.prefix, timeLimitMs: 60_000 });
  records = firstOfEachId(fc.sample(arbitraryRecord(), RECORDS));
  await store.write(records);
});
afterAll(async () => {
  await store.close();
  await indices.remove();
});

test('whatever is asked, the records found are those that match', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryQuery(), fc.constantFrom('asc' as const, 'desc' as const), async (query, order) => {
      const request: SearchRequest = { ...WORLD, query, order, limit: RECORDS };
      const expected = naiveMatches(records, request);
      const { records: found, total } = await store.search(request);
      expect(total).toEqual({ value: expected.length, relation: 'eq' });
      expect(found).toEqual(expected);
    }),
    { numRuns: QUERIES },
  );
}, 120_000);

test.each(['user_id', 'status_code', 'attributes.a', 'attributes.a.b', 'attributes.', 'raw', 'timestamp', 'id'])(
  'the values of %s are counted as they are found',
  async (field) => {
    const aggregations = { values: { kind: 'terms' as const, field, limit: 7 } };
    for (const query of [{ kind: 'all' as const }, { kind: 'regex' as const, source: 'pay', ignoreCase: true }]) {
      const request = { ...WORLD, query, aggregations };
      expect(await store.aggregate(request)).toEqual(naiveAggregate(records, request));
    }
  },
);
