import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogStore } from '../../../core/log-store.ts';
import { logStoreContract } from '../../contract/log-store.contract.ts';
import { type Compaction, createEmbeddedStore } from './log-store.ts';

logStoreContract('embedded', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'log-store-'));
  return {
    open: () => createEmbeddedStore({ dir, readers: 1, mergeInBackground: false }),
    settle: (store) => (store as LogStore & Compaction).compact(),
    dispose: () => rm(dir, { recursive: true }),
  };
});
