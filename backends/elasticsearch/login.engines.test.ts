import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startElasticsearch } from '../../engines/elasticsearch.ts';
import { authorityOf } from '../../engines/elasticsearch-login.ts';
import type { Engine } from '../../engines/engine.ts';
import { freePort } from '../../engines/free-port.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { createElasticsearchAlertStore } from './alert-store.ts';
import type { ElasticsearchConnection } from './client.ts';
import { createElasticsearchStore } from './log-store.ts';
import { createElasticsearchSnapshots } from './snapshots.ts';
import { EVERYTHING, testRecord } from './test-subjects/test-record.ts';

/** A server with TLS and logins, as one is when nothing of that is turned off. */

const LONG_MS = 120_000;
const admin = { username: 'admin', password: 'canary-of-the-admin' };
const dir = mkdtempSync(join(tmpdir(), 'elasticsearch-login-'));
const caFile = authorityOf(dir);
let server: Engine;
let asAdmin: Client;

beforeAll(async () => {
  server = await startElasticsearch({ dir, port: await freePort(), heapMb: 512, login: admin });
  asAdmin = new Client({ node: server.address, auth: admin, tls: { ca: readFileSync(caFile) } });
}, LONG_MS);
afterAll(async () => {
  await asAdmin.close();
  await server.kill();
  rmSync(dir, { recursive: true, force: true });
}, LONG_MS);

/** What docs/deploy.md says that a user or key needs. */
const RIGHTS = {
  cluster: ['manage'] as const,
  index: [{ names: ['logs_classified*', 'restoring-*', 'logsieve-*'], privileges: ['all'] }],
};

const newKey = async (): Promise<string> => {
  const { encoded } = await asAdmin.security.createApiKey({
    name: 'logsieve',
    role_descriptors: { logsieve: { cluster: [...RIGHTS.cluster], indices: RIGHTS.index } },
  });
  return encoded;
};

const newUser = async () => {
  await asAdmin.security.putRole({ name: 'logsieve', cluster: [...RIGHTS.cluster], indices: RIGHTS.index });
  await asAdmin.security.putUser({ username: 'logsieve', password: 'canary-of-the-user', roles: ['logsieve'] });
  return { username: 'logsieve', password: 'canary-of-the-user' };
};

test.each([
  ['an API key', async () => ({ apiKey: await newKey() })],
  ['a user', newUser],
  ['the superuser', async () => admin],
])(
  'with %s, everything works',
  async (_, login) => {
    const connection = { urls: [server.address], caFile, ...(await login()) };
    const store = await createElasticsearchStore(connection);
    await createElasticsearchAlertStore(connection).then((alerts) => alerts.close());
    const snapshots = await createElasticsearchSnapshots({
      ...connection,
      repository: { name: 'logsieve', location: 'logsieve' },
    });
    const record = testRecord(1);
    await store.write([record]);
    await snapshots.create('first', {});
    await asAdmin.indices.delete({ index: 'logs_classified-2026.11.20' });
    await snapshots.restore('first');
    expect((await snapshots.restore('first')).filled).toHaveLength(2);
    expect((await store.search(EVERYTHING)).records).toEqual([record]);
    expect(await store.dropExpired(Date.parse('2027-01-01T00:00:00.000Z'), { Business: 1 })).toBe(1);
    await asAdmin.snapshot.delete({ repository: 'logsieve', snapshot: 'first' });
    await Promise.all([store.close(), snapshots.close()]);
  },
  LONG_MS,
);

test.each<[string, Partial<ElasticsearchConnection>]>([
  ['a wrong password', { username: 'admin', password: 'canary-wrong' }],
  ['an unknown user', { username: 'nobody', password: 'canary-wrong' }],
  ['a wrong key', { apiKey: Buffer.from('canary:wrong').toString('base64') }],
  ['what is no key', { apiKey: 'canary-wrong' }],
])('%s is said to be refused, without being told', async (_, login) => {
  const error: unknown = await createElasticsearchStore({ urls: [server.address], caFile, ...login }).catch((e) => e);
  expect(error).toMatchObject({ code: 'invalid_config', message: expect.stringContaining('credentials') });
  const { username = '', password = '', apiKey = '' } = login;
  const said = inspect(error, { depth: 20 });
  const secrets = [password, apiKey, Buffer.from(`${username}:${password}`).toString('base64')];
  for (const secret of secrets.filter((each) => each.length > 8)) expect(said).not.toContain(secret);
});

test('a key for logs and alerts alone is enough without snapshots', async () => {
  const { encoded } = await asAdmin.security.createApiKey({
    name: 'stores',
    role_descriptors: {
      stores: {
        cluster: ['monitor', 'manage_index_templates'],
        indices: [{ names: ['logs_classified*', 'logsieve-*'], privileges: ['all'] }],
      },
    },
  });
  const connection = { urls: [server.address], caFile, apiKey: encoded };
  const store = await createElasticsearchStore(connection);
  const alerts = await createElasticsearchAlertStore(connection);
  await store.write([testRecord(2)]);
  expect(await store.get(['e1-0-2'])).toEqual([testRecord(2)]);
  await alerts.record(createAlertEvent({ id: 'one' }));
  expect((await alerts.list({})).alerts).toHaveLength(1);
  await Promise.all([store.close(), alerts.close()]);
});

test.each([
  ['make the template', ['monitor'], [], /403.*index_template/],
  ['read the alias over the days', ['manage'], ['logs_classified-*'], /403.*indices:data\/read.*logs_classified/],
] as const)('a key that may not %s is told so', async (_, cluster, names, said) => {
  const indices = names.length > 0 ? [{ names: [...names], privileges: ['all'] }] : [];
  const { encoded } = await asAdmin.security.createApiKey({
    name: 'lacking',
    role_descriptors: { lacking: { cluster: [...cluster], indices } },
  });
  const opening = createElasticsearchStore({ urls: [server.address], caFile, apiKey: encoded });
  await expect(opening).rejects.toMatchObject({ code: 'invalid_config', message: expect.stringMatching(said) });
});

test('a server whose authority is not known is not spoken to', async () => {
  const opening = createElasticsearchStore({ urls: [server.address], ...admin });
  const said = expect.stringContaining('ELASTICSEARCH_CA');
  await expect(opening).rejects.toMatchObject({ code: 'invalid_config', message: said });
});
