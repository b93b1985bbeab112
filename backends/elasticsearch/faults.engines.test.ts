import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Clock } from '../../core/clock.ts';
import type { LogStore, Retention } from '../../core/log-store.ts';
import { type FaultProxy, startFaultProxy } from '../../test/stand-ins/fault-proxy.ts';
import { createElasticsearchStore } from './log-store.ts';
import { createTestIndices, type TestIndices } from './test-subjects/test-indices.ts';
import { EVERYTHING, testRecord, testRecords } from './test-subjects/test-record.ts';

/** A real Elasticsearch behind a proxy that breaks things. */

const BULK = /_bulk/;
let indices: TestIndices;
let proxy: FaultProxy;
let store: LogStore & Retention;
let pauses: number[];

/** Pauses pass at once, and are as long as they say. */
function createLeapingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    async sleep(ms) {
      pauses.push(ms);
      now += ms;
    },
  };
}

beforeEach(async () => {
  indices = createTestIndices();
  proxy = await startFaultProxy(indices.urls[0] ?? '');
  pauses = [];
  store = await createElasticsearchStore({
    urls: [proxy.origin],
    alias: indices.prefix,
    clock: createLeapingClock(),
    username: 'somebody',
    password: 'canary-secret',
  });
});
afterEach(async () => {
  await store.close();
  await proxy.close();
  await indices.remove();
});

const storedIds = async (): Promise<string[]> => (await store.search(EVERYTHING)).records.map(({ id }) => id);

test('documents that are not taken now are sent again, alone and after short pauses', async () => {
  const records = testRecords(100);
  const refuses = (place: number): boolean => place % 3 === 0;
  for (const [status, type] of [
    [429, 'es_rejected_execution_exception'],
    [503, 'unavailable_shards_exception'],
  ] as const)
    proxy.fail(BULK, { kind: 'items', refuses, status, type });
  expect(await store.write(records)).toEqual({ stored: 100, duplicates: 0, rejected: [] });
  expect(proxy.bulks).toEqual([100, 34, 12]);
  expect(pauses).toHaveLength(2);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(100);
  expect(await storedIds()).toEqual(records.map(({ id }) => id));
});

test.each([429, 502, 503])('a request that is answered with %s is sent again', async (status) => {
  proxy.fail(BULK, { kind: 'status', status }, { kind: 'status', status });
  expect(await store.write(testRecords(10))).toEqual({ stored: 10, duplicates: 0, rejected: [] });
  expect(proxy.bulks).toEqual([10, 10, 10]);
});

test('what was stored before the connection broke is found to be there', async () => {
  proxy.fail(BULK, { kind: 'cut' });
  const { stored, duplicates, rejected } = await store.write(testRecords(10));
  expect([stored + duplicates, rejected]).toEqual([10, []]);
  expect(await storedIds()).toHaveLength(10);
});

test('trouble that does not end is unavailable, within bounds', async () => {
  proxy.failAlways(BULK, { kind: 'status', status: 503 });
  await expect(store.write(testRecords(3))).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(30_000);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5_000);
  proxy.failAlways(BULK, null);
  expect(await store.write(testRecords(3))).toMatchObject({ stored: 3 });
});

test('what was taken of a call that failed is not sent again', async () => {
  const records = testRecords(100);
  const isLast = (_: number, document: string): boolean => document.includes('"e1-0-99"');
  proxy.failAlways(BULK, { kind: 'items', refuses: isLast, status: 429, type: 'es_rejected_execution_exception' });
  await expect(store.write(records)).rejects.toMatchObject({ code: 'unavailable' });
  proxy.failAlways(BULK, null);
  expect(await store.write(records)).toEqual({ stored: 100, duplicates: 0, rejected: [] });
  expect(proxy.bulks.at(-1)).toBe(1);
  expect(await storedIds()).toHaveLength(100);
  expect(await store.write(records)).toEqual({ stored: 0, duplicates: 100, rejected: [] });
});

test('a disk that is nearly full is said to be', async () => {
  const error = { type: 'cluster_block_exception', reason: 'disk usage exceeded flood-stage watermark' };
  proxy.failAlways(BULK, { kind: 'status', status: 429, body: { error } });
  await expect(store.write(testRecords(3))).rejects.toMatchObject({ code: 'storage_full', retryable: true });
});

test.each([401, 403])('%s is told at once, without the secret', async (status) => {
  proxy.failAlways(/./, { kind: 'status', status, body: { error: { type: 'security_exception', reason: 'no' } } });
  for (const call of [() => store.write(testRecords(3)), () => store.search(EVERYTHING)]) {
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_config', retryable: false });
    expect(inspect(error, { depth: 20 })).not.toContain('canary-secret');
    expect(inspect(error, { depth: 20 })).not.toContain(Buffer.from('somebody:canary-secret').toString('base64'));
  }
  expect(pauses).toEqual([]);
});

test('a request that is too large is divided; one document alone that is, is rejected', async () => {
  proxy.fail(BULK, { kind: 'status', status: 413 });
  expect(await store.write(testRecords(9))).toEqual({ stored: 9, duplicates: 0, rejected: [] });
  expect(proxy.bulks).toEqual([9, 5, 4]);
  proxy.failAlways(BULK, { kind: 'status', status: 413 });
  const { rejected } = await store.write([testRecord(20), testRecord(21)]);
  expect(rejected.map(({ index }) => index)).toEqual([0, 1]);
});

test('a document that is refused with its free fields is stored without them, and comes back whole', async () => {
  const records = testRecords(6, (offset) => ({ attributes: { order: { offset } }, raw: `<13> ${offset}` }));
  proxy.fail(BULK, { kind: 'items', refuses: (place) => place > 3, status: 400, type: 'document_parsing_exception' });
  expect(await store.write(records)).toEqual({ stored: 6, duplicates: 0, rejected: [] });
  expect(proxy.bulks).toEqual([6, 2]);
  expect((await store.search(EVERYTHING)).records).toEqual(records);
});

test('exactly the documents that are refused either way are rejected, with the reason', async () => {
  const refusal = { kind: 'items', status: 400, type: 'document_parsing_exception' } as const;
  proxy.fail(BULK, { ...refusal, refuses: (place) => place % 10 === 0 }, { ...refusal, refuses: () => true });
  const { stored, rejected } = await store.write(testRecords(50));
  expect(stored).toBe(45);
  expect(rejected.map(({ index }) => index)).toEqual([0, 10, 20, 30, 40]);
  expect(rejected[0]?.reason).toContain('document_parsing_exception: the proxy says so');
});

test('what is wrong with the cluster is no reason to reject a record', async () => {
  proxy.failAlways(BULK, { kind: 'items', refuses: () => true, status: 400, type: 'validation_exception' });
  await expect(store.write(testRecords(5))).rejects.toMatchObject({ retryable: false });
  proxy.failAlways(BULK, null);
  expect(await store.write(testRecords(5))).toEqual({ stored: 5, duplicates: 0, rejected: [] });
});

test('a search that the server cannot answer now is unavailable', async () => {
  proxy.failAlways(/_search/, { kind: 'status', status: 503 });
  await expect(store.search(EVERYTHING)).rejects.toMatchObject({ code: 'unavailable' });
});
