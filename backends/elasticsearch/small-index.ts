import { errors, type estypes } from '@elastic/elasticsearch';
import type { ElasticsearchClient } from './client.ts';
import { toPipelineError } from './errors.ts';

/** Makes the index when there is none; several processes may do so at once. */
export async function ensureIndex(
  client: ElasticsearchClient,
  index: string,
  properties: Record<string, estypes.MappingProperty>,
): Promise<void> {
  try {
    if (await client.indices.exists({ index })) return;
    await client.indices.create({
      index,
      settings: { number_of_shards: 1, auto_expand_replicas: '0-1' },
      mappings: { dynamic: false, properties },
    });
  } catch (error) {
    if (!wasFaster(error)) throw toPipelineError(error);
  }
}

function wasFaster(error: unknown): boolean {
  return error instanceof errors.ResponseError && error.message.includes('resource_already_exists_exception');
}
