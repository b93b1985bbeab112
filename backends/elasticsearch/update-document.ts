import { setImmediate } from 'node:timers/promises';
import { PipelineError } from '../../core/errors.ts';
import type { ElasticsearchClient } from './client.ts';
import { isVersionConflict } from './errors.ts';
import type { Refresher } from './refresher.ts';

/** Documents of one index, which many may change at once. */
export interface DocumentTarget {
  client: ElasticsearchClient;
  index: string;
  refresh: Refresher['refresh'];
}

const ATTEMPTS = 50;

/**
 * Changes a document as nobody else has changed it in the meantime: the change is asked again on the newer state otherwise.
 * Durable and findable when it resolves. An answer of null leaves the document as it is.
 * @throws PipelineError `unavailable` when others are always faster
 */
export async function updateDocument<T>(
  { client, index, refresh }: DocumentTarget,
  id: string,
  change: (document: T | null) => T | null,
): Promise<void> {
  await changeDocument(client, index, id, change);
  // also when nothing was left to change: who did it may not have made it findable yet
  await refresh([index]);
}

async function changeDocument<T>(
  client: ElasticsearchClient,
  index: string,
  id: string,
  change: (document: T | null) => T | null,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await client.get<T>({ index, id }, { ignore: [404] });
    const document = change(found.found ? (found._source ?? null) : null);
    if (document === null) return;
    const { _seq_no: if_seq_no, _primary_term: if_primary_term } = found;
    const version = found.found ? { if_seq_no, if_primary_term } : { op_type: 'create' as const };
    try {
      // asked again by itself, the client could meet its own change and take it for somebody else's
      await client.index({ index, id, document, ...version }, { maxRetries: 0 });
      return;
    } catch (error) {
      if (!isVersionConflict(error)) throw error;
      await setImmediate();
    }
  }
  throw new PipelineError('unavailable', `${index} changes too often; ${id} could not be changed.`);
}
