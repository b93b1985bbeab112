import { errors, type estypes } from '@elastic/elasticsearch';
import type { ElasticsearchClient } from './client.ts';
import type { Deadline, RequestOptions } from './deadline.ts';
import { AnswerTooLarge, isBrokenOffForSize } from './errors.ts';

/** Where the logs are. */
export interface LogIndex {
  client: ElasticsearchClient;
  alias: string;
}

/** No index is no records, but an index that cannot answer makes no answer. */
const ALL_OF_IT = { ignore_unavailable: true, allow_partial_search_results: false } as const;

/**
 * Asks the indices of all days. One that was made just now and has no shard yet never confirmed a log: the answer is whole without
 * it, and does not wait until Elasticsearch finds a place for it.
 * @param maxResponseSize what the answer may have in bytes
 * @throws as `deadline.ask`; PipelineError `unavailable` when a shard that may hold logs is away; AnswerTooLarge
 */
export function searchLogs<Source>(
  { client, alias }: LogIndex,
  deadline: Deadline,
  request: Omit<estypes.SearchRequest, 'index'>,
  maxResponseSize?: number,
): Promise<estypes.SearchResponse<Source>> {
  const ask = (index: string[], options: RequestOptions) =>
    client
      .search<Source>({ ...request, ...ALL_OF_IT, index }, maxResponseSize ? { ...options, maxResponseSize } : options)
      .catch((error) => {
        throw isBrokenOffForSize(error) && !options.signal.aborted ? new AnswerTooLarge() : error;
      });
  return deadline.ask(async (options) => {
    try {
      return await ask([alias], options);
    } catch (error) {
      const unborn = isShardMissing(error) ? await unbornIndices(client, alias, options).catch(() => []) : [];
      if (unborn.length === 0) throw error;
      return ask([`${alias}-*`, ...unborn.map((index) => `-${index}`)], options);
    }
  });
}

function isShardMissing(error: unknown): boolean {
  return error instanceof errors.ResponseError && error.statusCode === 503;
}

/** Of which the primary shard was never there. */
async function unbornIndices(client: ElasticsearchClient, alias: string, options: RequestOptions): Promise<string[]> {
  const h = ['index', 'prirep', 'state', 'unassigned.reason'];
  const shards = await client.cat.shards({ index: alias, h, format: 'json' }, options);
  return shards.flatMap(({ index = '', prirep, state, 'unassigned.reason': reason }) => {
    const isThere = state === 'STARTED' || state === 'RELOCATING';
    return prirep === 'p' && !isThere && reason === 'INDEX_CREATED' ? [index] : [];
  });
}
