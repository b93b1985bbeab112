import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertStoreContract } from '../contract/alert-store.contract.ts';
import { createEmbeddedAlertStore } from './alert-store.ts';

alertStoreContract('embedded', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'alert-store-'));
  return {
    open: () => createEmbeddedAlertStore({ dir }),
    dispose: () => rm(dir, { recursive: true }),
  };
});
