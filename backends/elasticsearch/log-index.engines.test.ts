import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { LogStore, Retention } from '../../core/log-store.ts';
import { parseQuery } from '../../core/query/parse.ts';
import type { AttributeValue, LogRecord } from '../../core/record.ts';
import { createElasticsearchStore } from './log-store.ts';
import { createTestIndices, type TestIndices } from './test-subjects/test-indices.ts';
import { EVERYTHING, testRecord, testRecords } from './test-subjects/test-record.ts';

let indices: TestIndices;
let store: LogStore & Retention;

beforeEach(async () => {
  indices = createTestIndices();
  store = await createElasticsearchStore({ urls: indices.urls, alias: indices.prefix });
});
afterEach(async () => {
  await store.close();
  await indices.remove();
});

const idsOf = async (q: string): Promise<string[]> =>
  (await store.search({ ...EVERYTHING, query: parseQuery(q) })).records.map(({ id }) => id);
const mapping = (): Promise<unknown> => indices.ask('GET', `/${indices.prefix}/_mapping`);
const dailyIndices = async (): Promise<string[]> =>
  (
    (await indices.ask('GET', `/_cat/indices/${indices.prefix}*?h=index&format=json&s=index`)) as { index: string }[]
  ).map(({ index }) => index.slice(indices.prefix.length));

test('ten thousand different names of attributes leave the mapping as it is', async () => {
  await store.write([testRecord(0)]);
  const before = await mapping();
  const records = testRecords(11, (offset) => ({
    attributes: Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`f${offset}_${index}`, index])),
  })).slice(1);
  expect(await store.write(records)).toEqual({ stored: 10, duplicates: 0, rejected: [] });
  expect(await mapping()).toEqual(before);
  expect(await idsOf('f10_999:999')).toEqual(['e1-0-10']);
});

test('the same name with values of different kinds loses no log', async () => {
  const values: AttributeValue[] = ['text', 42, { inner: true }, [1, 'two'], null, false, '2026-11-20', 1e300];
  const records = testRecords(values.length, (offset) => ({ attributes: { value: values[offset] ?? null } }));
  expect(await store.write(records)).toEqual({ stored: records.length, duplicates: 0, rejected: [] });
  expect((await store.search(EVERYTHING)).records).toEqual(records);
  expect(await idsOf('value:two')).toEqual(['e1-0-3']);
});

test('what a flattened field would refuse is stored, comes back and is found', async () => {
  const deep = Array.from({ length: 30 }).reduce<AttributeValue>((inner) => ({ d: inner }), 'bottom');
  const records: LogRecord[] = [
    testRecord(0, { attributes: { 'nul\0key': 'x', plain: 'p' } }),
    testRecord(1, { attributes: { long: 'y'.repeat(40_000) } }),
    testRecord(2, { attributes: { deep } }),
    testRecord(3, { attributes: { half: 'a\ud800', whole: 'a\ufffd' } }),
    testRecord(4, { attributes: { ['k'.repeat(40_000)]: 'x' } }),
    testRecord(5, { message: 'z'.repeat(200_000), host: 'h'.repeat(40_000) }),
  ];
  expect(await store.write(records)).toEqual({ stored: 6, duplicates: 0, rejected: [] });
  expect((await store.search(EVERYTHING)).records).toEqual(records);
  expect(await idsOf('plain:p')).toEqual(['e1-0-0']);
  expect(await idsOf('nul\0key:x')).toEqual(['e1-0-0']);
  expect(await idsOf(`long:${'y'.repeat(2_000)}*`)).toEqual(['e1-0-1']);
  expect(await idsOf('long:* -long:yy')).toEqual(['e1-0-1']);
  expect(await idsOf(`deep.${'d.'.repeat(29)}d:bottom`)).toEqual(['e1-0-2']);
  expect(await idsOf('half:"a\ufffd" OR whole:"a\ufffd"')).toEqual(['e1-0-3']);
  expect(await idsOf(`${'z'.repeat(1_500)}*`)).toEqual(['e1-0-5']);
  expect(await idsOf(`host:${'h'.repeat(3_000)}*`)).toEqual(['e1-0-5']);
});

test('values that do not stand whole in the index are counted whole', async () => {
  const long = 'y'.repeat(3_000);
  await store.write(testRecords(3, (offset) => ({ attributes: { value: long + (offset % 2) } })));
  const { results } = await store.aggregate({
    ...EVERYTHING,
    aggregations: { values: { kind: 'terms', field: 'attributes.value', limit: 5 } },
  });
  expect(results.values).toMatchObject({
    values: [
      { value: `${long}0`, count: 2 },
      { value: `${long}1`, count: 1 },
    ],
    present: 3,
    cardinality: 2,
  });
});

test('more values than are counted exactly are estimated, the most frequent still exact', async () => {
  const records = testRecords(12_000, (offset) => ({ user_id: offset < 50 ? 'often' : `u${offset}` }));
  await store.write(records);
  const { results, total } = await store.aggregate({
    ...EVERYTHING,
    aggregations: { users: { kind: 'terms', field: 'user_id', limit: 2 } },
  });
  expect(total).toBe(12_000);
  expect(results.users).toMatchObject({ present: 12_000, values: [{ value: 'often', count: 50 }, { count: 1 }] });
  const { cardinality } = results.users as { cardinality: number };
  expect(Math.abs(cardinality - 11_951) / 11_951).toBeLessThan(0.03);
});

test('a record that is delivered again on another day meets itself in the index of its own day', async () => {
  const beforeMidnight = testRecord(1, { received_at: '2026-11-20T23:59:59.999Z' });
  const afterMidnight = testRecord(2, { received_at: '2026-11-21T00:00:00.000Z' });
  expect(await store.write([beforeMidnight, afterMidnight])).toMatchObject({ stored: 2 });
  const later = '2026-11-21T08:00:00.000Z';
  const again = [beforeMidnight, afterMidnight].map((record) => ({ ...record, processed_at: later }));
  expect(await store.write(again)).toEqual({ stored: 0, duplicates: 2, rejected: [] });
  expect(await dailyIndices()).toEqual(['-2026.11.20', '-2026.11.21']);
  expect((await store.search(EVERYTHING)).records).toEqual([beforeMidnight, afterMidnight]);
});

test('a day of which nothing is kept goes as a whole; a day with one record that is kept stays', async () => {
  const day = (date: number): string => `2026-11-${date}T10:00:00.000Z`;
  const records = [10, 11, 19].map((date, at) => testRecord(at, { timestamp: day(date), received_at: day(date) }));
  const ahead = testRecord(5, { timestamp: day(25), received_at: day(11) });
  await store.write([...records, ahead]);
  const now = Date.parse(day(20));
  expect(await store.dropExpired(now, { Business: 5, Security: 7 })).toBe(2);
  expect(await dailyIndices()).toEqual(['-2026.11.11', '-2026.11.19']);
  expect((await store.search(EVERYTHING)).records).toEqual([records[2], ahead]);
  expect(await store.get(['e1-0-1', 'e1-0-2'])).toEqual([records[2]]);
});

test('a search that takes too long ends as query_timeout', async () => {
  await store.write(testRecords(5));
  const hasty = await createElasticsearchStore({ urls: indices.urls, alias: indices.prefix, timeLimitMs: 0 });
  try {
    await expect(hasty.search(EVERYTHING)).rejects.toMatchObject({ code: 'query_timeout' });
  } finally {
    await hasty.close();
  }
});

test('pages are as long as they are asked to be, beyond what one answer may hold', async () => {
  const records = testRecords(10_500);
  await store.write(records);
  const { records: found, next, total } = await store.search({ ...EVERYTHING, limit: 10_200, countUpTo: 10_500 });
  expect(found).toHaveLength(10_200);
  expect(next).toEqual({ timestamp: Date.parse(found.at(-1)?.timestamp ?? ''), id: 'e1-0-10199' });
  expect(total).toEqual({ value: 10_500, relation: 'eq' });
});
