import { createHash } from 'node:crypto';
import type { NotificationLog } from '../../core/alert-store.ts';
import type { ElasticsearchClient } from './client.ts';
import { errorOfStatus } from './errors.ts';
import { ensureIndex } from './small-index.ts';

interface Note {
  key: string;
  value: string;
}

const PAGE = 5_000;

/** Names of documents may not be as long as keys. */
const idOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** The notification log in an index of its own. */
export async function createNotificationNotes(client: ElasticsearchClient, index: string): Promise<NotificationLog> {
  await ensureIndex(client, index, { key: { type: 'keyword' } });
  return {
    async put(entries) {
      const operations = Object.entries(entries).flatMap(([key, value]): object[] =>
        value === null ? [{ delete: { _id: idOf(key) } }] : [{ index: { _id: idOf(key) } }, { key, value }],
      );
      if (operations.length === 0) return;
      const answer = await client.bulk({ index, operations, refresh: true });
      for (const item of answer.items) {
        const { status, error } = item.index ?? item.delete ?? { status: 500 };
        // a note that is to be removed and is not there answers 404
        if (error) throw errorOfStatus(status, error as { type: string; reason?: string });
      }
    },
    async load(prefix) {
      const found = new Map<string, string>();
      for (let last: string | undefined; ; ) {
        const answer = await client.search<Note>({
          index,
          allow_partial_search_results: false,
          size: PAGE,
          query: prefix === '' ? { match_all: {} } : { prefix: { key: { value: prefix } } },
          sort: [{ key: 'asc' }],
          ...(last === undefined ? {} : { search_after: [last] }),
        });
        const notes = answer.hits.hits.flatMap(({ _source }) => _source ?? []);
        for (const { key, value } of notes) found.set(key, value);
        last = notes.at(-1)?.key;
        if (notes.length < PAGE) return found;
      }
    },
  };
}
