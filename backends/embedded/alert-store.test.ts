import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { alertStoreContract } from '../contract/alert-store.contract.ts';
import { createEmbeddedAlertStore } from './alert-store.ts';

alertStoreContract('embedded', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'alert-store-'));
  return {
    open: () => createEmbeddedAlertStore({ dir }),
    dispose: () => rm(dir, { recursive: true }),
  };
});

it('says so when the folder cannot be written to', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'alert-store-'));
  await writeFile(join(parent, 'file'), '');
  const dir = join(parent, 'file', 'data');
  await expect(createEmbeddedAlertStore({ dir })).rejects.toMatchObject({
    code: 'folder_unwritable',
    details: { dir },
  });
  await rm(parent, { recursive: true });
});

it('leaves a file alone that a newer version wrote', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'alert-store-'));
  await (await createEmbeddedAlertStore({ dir })).close();
  const db = new DatabaseSync(join(dir, 'alerts.db'));
  db.exec('PRAGMA user_version = 99');
  db.close();
  await expect(createEmbeddedAlertStore({ dir })).rejects.toMatchObject({ code: 'data_corrupt' });
  await rm(dir, { recursive: true });
});
