import { errors } from '@elastic/elasticsearch';
import { PipelineError } from '../../core/errors.ts';
import type { ElasticsearchClient } from './client.ts';
import { toPipelineError } from './errors.ts';

/** Where snapshots are kept. */
export interface Repository {
  /** How Elasticsearch calls it; one of this name that is there, of whatever kind, is used as it is. */
  name: string;
  /** Folder of the one that is made otherwise, as the server sees it; a relative one counts from its `path.repo`. */
  location: string;
}

/** Makes the repository when there is none. @throws PipelineError `invalid_config` when the server may not write there */
export async function ensureRepository(client: ElasticsearchClient, { name, location }: Repository): Promise<void> {
  try {
    await client.snapshot.getRepository({ name });
    return;
  } catch (error) {
    if (!(error instanceof errors.ResponseError) || error.statusCode !== 404) throw error;
  }
  try {
    await client.snapshot.createRepository({ name, repository: { type: 'fs', settings: { location } } });
  } catch (error) {
    if (!isAboutRepository(error)) throw error;
    const { message } = toPipelineError(error) as Error;
    throw new PipelineError(
      'invalid_config',
      `The snapshot repository ${name} cannot be made in ${location}. Its folder must be inside path.repo, which is set on each server of Elasticsearch, and writable there. ${message}`,
    );
  }
}

function isAboutRepository(error: unknown): boolean {
  return error instanceof errors.ResponseError && /repository_(?:verification_)?exception/.test(error.message);
}
