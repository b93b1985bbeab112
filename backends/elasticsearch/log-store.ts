import type { Clock } from '../../core/clock.ts';
import { PipelineError } from '../../core/errors.ts';
import type { LogStore, Retention } from '../../core/log-store.ts';
import type { LogRecord } from '../../core/record.ts';
import { aggregateRecords } from './aggregate-records.ts';
import { createBulkWriter } from './bulk-writer.ts';
import { type ElasticsearchClient, type ElasticsearchConnection, openSession } from './client.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { dropExpired } from './drop-expired.ts';
import { getRecords } from './get-records.ts';
import { putLogTemplate } from './log-index.ts';
import type { LogIndex } from './search-logs.ts';
import { searchRecords } from './search-records.ts';

export interface ElasticsearchStoreOptions extends ElasticsearchConnection {
  /** Name of the alias over the daily indices, which are called by it and their day. Default `logs_classified`. */
  alias?: string;
  /** How long a search may take. Default 10 s. */
  timeLimitMs?: number;
  /** How long a write goes on trying what Elasticsearch does not take now. Default 30 s. */
  patienceMs?: number;
  clock?: Clock;
}

export const DEFAULT_ALIAS = 'logs_classified';
/** Each write ends with a refresh, whose price all its records share. */
const BATCH_SIZE = 8_192;
const TIME_LIMIT_MS = 10_000;

/**
 * Logs in Elasticsearch, an index a day by the time of receipt: a record that is delivered again meets its own id there,
 * whenever that is. The server finds what it can decide with certainty; whatever else a query asks is decided by `matches` here.
 * @throws PipelineError `invalid_config` as openSession does; a server that is away now is `unavailable` to each call until it is there
 */
export async function createElasticsearchStore(options: ElasticsearchStoreOptions): Promise<LogStore & Retention> {
  const { alias = DEFAULT_ALIAS, timeLimitMs = TIME_LIMIT_MS } = options;
  const session = await openSession(options, async (client) => {
    await putLogTemplate(client, alias);
    await checkAlias(client, alias);
  });
  const { client } = session;
  const index: LogIndex = { client, alias };
  const closing = new AbortController();
  const write = createBulkWriter({ ...options, client, alias, closing: closing.signal });
  const requireOpen = async (): Promise<void> => {
    if (closing.signal.aborted) throw new PipelineError('unavailable', 'The store is closed.');
    await session.ready();
  };
  const within = async <T>(signal: AbortSignal | undefined, work: (deadline: Deadline) => Promise<T>): Promise<T> => {
    await requireOpen();
    return work(createDeadline(timeLimitMs, signal));
  };
  return {
    batchSize: BATCH_SIZE,
    async write(records) {
      await requireOpen();
      return write(records);
    },
    search: (request) => within(request.signal, (deadline) => searchRecords(index, request, deadline)),
    aggregate: (request) => within(request.signal, (deadline) => aggregateRecords(index, request, deadline)),
    get: (ids): Promise<LogRecord[]> => within(undefined, (deadline) => getRecords(index, ids, deadline)),
    async dropExpired(now, days) {
      await requireOpen();
      return dropExpired(index, now, days);
    },
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      await session.close();
    },
  };
}

/** To who may not read the alias a search would answer that nothing is there. */
async function checkAlias(client: ElasticsearchClient, alias: string): Promise<void> {
  await client.count({ index: alias, terminate_after: 1 }, { ignore: [400, 404] });
}
