import { alertStoreContract } from '../contract/alert-store.contract.ts';
import { createElasticsearchAlertStore } from './alert-store.ts';
import { createTestIndices } from './test-subjects/test-indices.ts';

alertStoreContract('Elasticsearch', async () => {
  const { urls, prefix, remove } = createTestIndices();
  return { open: () => createElasticsearchAlertStore({ urls, prefix }), dispose: remove };
});
