import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LogStore, Retention } from '../../core/log-store.ts';
import { createElasticsearchStore } from './log-store.ts';
import { createTestIndices, type TestIndices } from './test-subjects/test-indices.ts';
import { EVERYTHING, testRecords } from './test-subjects/test-record.ts';

const LONG_MS = 60_000;
/** No node is called so: the shards of the index find no place. */
const NOWHERE = { 'index.routing.allocation.include._name': 'no-such-node' };
const records = testRecords(3);

let indices: TestIndices;
let store: LogStore & Retention;

beforeEach(async () => {
  indices = createTestIndices();
  store = await createElasticsearchStore({ urls: indices.urls, alias: indices.prefix });
}, LONG_MS);
afterEach(async () => {
  await store.close();
  await indices.remove();
  await indices.ask('DELETE', `/_snapshot/${indices.prefix}/day`);
  await indices.ask('DELETE', `/_snapshot/${indices.prefix}`);
}, LONG_MS);

const makeUnborn = (day: string): Promise<unknown> =>
  indices.ask('PUT', `/${indices.prefix}-${day}?wait_for_active_shards=0`, { settings: NOWHERE });

async function found() {
  const aggregations = { levels: { kind: 'terms', field: 'level', limit: 10 } } as const;
  const [{ records: page }, { total }, got] = await Promise.all([
    store.search(EVERYTHING),
    store.aggregate({ ...EVERYTHING, aggregations }),
    store.get(records.map(({ id }) => id)),
  ]);
  return { page: page.map(({ id }) => id), total, got: got.map(({ id }) => id) };
}

describe('logs are found', () => {
  it(
    'while the index of a new day has no shard yet',
    async () => {
      await makeUnborn('2026.11.21');
      expect(await found()).toEqual({ page: [], total: 0, got: [] });
      await store.write(records);
      const ids = records.map(({ id }) => id);
      expect(await found()).toEqual({ page: ids, total: 3, got: ids });
    },
    LONG_MS,
  );

  it(
    'all or not at all: without a shard that held some there is no answer',
    async () => {
      await store.write(records);
      const { prefix, ask } = indices;
      await ask('PUT', `/_snapshot/${prefix}`, { type: 'fs', settings: { location: prefix } });
      await ask('PUT', `/_snapshot/${prefix}/day?wait_for_completion=true`, { indices: `${prefix}-*` });
      await ask('DELETE', `/${prefix}-2026.11.20`);
      await ask('POST', `/_snapshot/${prefix}/day/_restore`, { index_settings: NOWHERE });
      await makeUnborn('2026.11.21');
      await expect(store.search(EVERYTHING)).rejects.toMatchObject({ code: 'unavailable' });
    },
    LONG_MS,
  );
});
