import type { ElasticsearchClient } from './client.ts';
import type { Dsl } from './compiled-query.ts';
import { toPipelineError } from './errors.ts';
import { endOfIndex } from './log-index.ts';
import type { LogIndex } from './search-logs.ts';
import { instantRange } from './time-range.ts';

const DAY_MS = 86_400_000;
/** Few enough for one request to end in seconds: no request can be given longer than its client. */
const RECORDS_AT_ONCE = 5_000;

/**
 * Removes what is older than its category's days (categories without days stay). A day of which nothing is left goes as a
 * whole. Of records that go earlier the id stays until then, so that they do not come back when they are delivered again.
 */
export async function dropExpired(
  { client, alias }: LogIndex,
  now: number,
  days: Readonly<Record<string, number>>,
): Promise<number> {
  const kept = Object.values(days);
  if (kept.length === 0) return 0;
  const expired: Dsl = {
    bool: { should: Object.entries(days).map(([name, count]) => older(name, now - count * DAY_MS)) },
  };
  const live: Dsl = { bool: { must_not: [expired], filter: [{ exists: { field: 'timestamp' } }] } };
  const oldest = now - Math.max(...kept) * DAY_MS;
  let dropped = 0;
  try {
    for (const index of await listIndices(client, alias)) {
      const isOld = (endOfIndex(alias, index) ?? now) <= oldest;
      const count = await countRecords(client, index, expired);
      if (isOld && (await countRecords(client, index, live)) === 0) {
        await client.indices.delete({ index, ignore_unavailable: true });
        dropped += count;
      } else if (count > 0) dropped += await emptyRecords(client, index, expired);
    }
    return dropped;
  } catch (error) {
    throw toPipelineError(error);
  }
}

function older(category: string, cutoff: number): Dsl {
  const time = instantRange('timestamp', null, { value: cutoff, inclusive: false });
  return { bool: { filter: [{ term: { category: { value: category } } }, time] } };
}

async function listIndices(client: ElasticsearchClient, alias: string): Promise<string[]> {
  const found = await client.indices.get({ index: `${alias}-*`, features: ['aliases'] });
  return Object.keys(found).filter((index) => endOfIndex(alias, index) !== null);
}

async function countRecords(client: ElasticsearchClient, index: string, query: Dsl): Promise<number> {
  return (await client.count({ index, query, ignore_unavailable: true })).count;
}

async function emptyRecords(client: ElasticsearchClient, index: string, query: Dsl): Promise<number> {
  for (let emptied = 0; ; ) {
    const answer = await client.updateByQuery({
      index,
      query,
      script: { lang: 'painless', source: 'ctx._source.clear()' },
      max_docs: RECORDS_AT_ONCE,
      conflicts: 'proceed',
      refresh: true,
    });
    const updated = answer.updated ?? 0;
    emptied += updated;
    if (updated < RECORDS_AT_ONCE) return emptied;
  }
}
