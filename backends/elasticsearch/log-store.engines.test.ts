import { logStoreContract } from '../contract/log-store.contract.ts';
import { createElasticsearchStore } from './log-store.ts';
import { createTestIndices } from './test-subjects/test-indices.ts';

logStoreContract('Elasticsearch', async () => {
  const { urls, prefix, remove } = createTestIndices();
  return {
    open: () => createElasticsearchStore({ urls, alias: prefix, timeLimitMs: 60_000 }),
    settle: async () => {},
    dispose: remove,
  };
});
