import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { AlertStore } from '../../core/alert-store.ts';
import type { LogStore, Retention } from '../../core/log-store.ts';
import type { Snapshots } from '../../core/snapshots.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { createElasticsearchAlertStore } from './alert-store.ts';
import { createElasticsearchStore } from './log-store.ts';
import { createElasticsearchSnapshots } from './snapshots.ts';
import { createTestIndices, type TestIndices } from './test-subjects/test-indices.ts';
import { EVERYTHING, testRecord } from './test-subjects/test-record.ts';

const NOTE = { topic: { epoch: 'e1', offsets: { 0: 7 } } };
const DAYS = [20, 21, 22].map((day) => `2026-11-${day}T10:00:00.000Z`);
const RECORDS = [0, 1, 2, 3, 4, 5].map((offset) => {
  const time = DAYS[offset % 3] ?? '';
  return testRecord(offset, { received_at: time, timestamp: time });
});

let indices: TestIndices;
let store: LogStore & Retention;
let alerts: AlertStore;
let snapshots: Snapshots;

const open = (location: string): Promise<Snapshots> => {
  const { urls, prefix } = indices;
  return createElasticsearchSnapshots({
    urls,
    alias: `${prefix}-logs`,
    prefix,
    repository: { name: prefix, location },
  });
};

beforeEach(async () => {
  indices = createTestIndices();
  const { urls, prefix } = indices;
  store = await createElasticsearchStore({ urls, alias: `${prefix}-logs` });
  alerts = await createElasticsearchAlertStore({ urls, prefix });
  snapshots = await open(prefix);
});
afterEach(async () => {
  for (const { name } of await snapshots.list()) await indices.ask('DELETE', `/_snapshot/${indices.prefix}/${name}`);
  await indices.ask('DELETE', `/_snapshot/${indices.prefix}`);
  await Promise.all([snapshots.close(), store.close(), alerts.close()]);
  await indices.remove();
});

const stored = async () => (await store.search(EVERYTHING)).records.toSorted((a, b) => (a.id < b.id ? -1 : 1));

test('what is missing comes back, what is there stays', async () => {
  await store.write(RECORDS);
  await alerts.record(createAlertEvent({ id: 'known' }));
  const made = await snapshots.create('first', NOTE);
  expect(made).toMatchObject({ name: 'first', state: 'complete', note: NOTE });

  const { prefix, ask } = indices;
  const later = testRecord(6, { received_at: DAYS[1] ?? '', timestamp: DAYS[1] ?? '' });
  await store.write([later]);
  await alerts.change('known', { action: 'acknowledge', by: 'someone' }, Date.now());
  await ask('DELETE', `/${prefix}-logs-2026.11.20`);
  await ask('DELETE', `/${prefix}-logs-2026.11.21/_doc/${RECORDS[1]?.id}?refresh=true`);
  expect(await stored()).toHaveLength(4);

  expect(await snapshots.restore('first')).toEqual({
    whole: [`${prefix}-logs-2026.11.20`],
    filled: [
      { part: `${prefix}-alerts`, added: 0 },
      { part: `${prefix}-logs-2026.11.21`, added: 1 },
      { part: `${prefix}-logs-2026.11.22`, added: 0 },
    ],
    note: NOTE,
  });
  expect(await stored()).toEqual([...RECORDS, later]);
  expect((await alerts.list({})).alerts).toMatchObject([{ id: 'known', status: 'acknowledged' }]);
  expect(await store.write([...RECORDS, later])).toEqual({ stored: 0, duplicates: 7, rejected: [] });
});

test('nothing at all is enough for everything to come back', async () => {
  await store.write(RECORDS);
  await alerts.record(createAlertEvent({ id: 'known' }));
  await snapshots.create('first', NOTE);
  await indices.remove();
  expect((await snapshots.restore('first')).whole).toHaveLength(4);
  expect(await stored()).toEqual(RECORDS);
  expect((await alerts.list({})).alerts).toMatchObject([{ id: 'known' }]);
});

test('a log whose time is over does not come back into its day', async () => {
  await store.write(RECORDS);
  await snapshots.create('first', NOTE);
  const ahead = testRecord(7, { received_at: DAYS[0] ?? '', timestamp: '2026-12-24T10:00:00.000Z' });
  await store.write([ahead]);
  expect(await store.dropExpired(Date.parse('2026-11-26T10:00:00.000Z'), { Business: 5.5 })).toBe(2);
  await snapshots.restore('first');
  expect((await stored()).map(({ id }) => id)).toEqual(['e1-0-1', 'e1-0-2', 'e1-0-4', 'e1-0-5', 'e1-0-7']);
});

test('an index that is just being made is waited for', async () => {
  const { prefix, ask } = indices;
  const nowhere = { 'index.routing.allocation.include._name': 'nobody' };
  await ask('PUT', `/${prefix}-logs-2026.11.19?wait_for_active_shards=0`, { settings: nowhere });
  const making = snapshots.create('first', NOTE);
  const anywhere = { 'index.routing.allocation.include._name': null };
  // long enough for a snapshot that does not wait
  const released = pause(1_500).then(() => ask('PUT', `/${prefix}-logs-2026.11.19/_settings`, anywhere));
  const [made] = await Promise.all([making, released]);
  expect(made).toMatchObject({ state: 'complete' });
});

test('a name is given once, and one that was never given cannot be restored', async () => {
  expect(await snapshots.list()).toEqual([]);
  await expect(snapshots.restore('first')).rejects.toMatchObject({ code: 'not_found' });
  await store.write(RECORDS);
  await snapshots.create('first', NOTE);
  await expect(snapshots.create('first', NOTE)).rejects.toMatchObject({ code: 'conflict' });
  await snapshots.create('second', NOTE);
  expect((await snapshots.list()).map(({ name }) => name)).toEqual(['first', 'second']);
  await expect(snapshots.restore('third')).rejects.toMatchObject({ code: 'not_found' });
});

test('a folder in which the server may not write is a wrong setting', async () => {
  const elsewhere = await open('/proc/nowhere');
  await expect(elsewhere.create('first', NOTE)).rejects.toMatchObject({
    code: 'invalid_config',
    message: expect.stringContaining('path.repo'),
  });
  await elsewhere.close();
});
