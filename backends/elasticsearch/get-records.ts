import type { LogRecord } from '../../core/record.ts';
import { parseRecordId } from '../../core/record-id.ts';
import type { Deadline } from './deadline.ts';
import { type DocumentSource, fromDocument } from './document.ts';
import { type LogIndex, searchLogs } from './search-logs.ts';

const IDS_AT_ONCE = 1_000;

/** The records that exist among the ids, in the order asked for. An id does not tell its index, so all are asked. */
export async function getRecords(index: LogIndex, ids: readonly string[], deadline: Deadline): Promise<LogRecord[]> {
  const wanted = [...new Set(ids)].filter((id) => parseRecordId(id));
  const found = new Map<string, LogRecord>();
  for (let at = 0; at < wanted.length; at += IDS_AT_ONCE) {
    const values = wanted.slice(at, at + IDS_AT_ONCE);
    const answer = await searchLogs<DocumentSource>(index, deadline, {
      query: { bool: { filter: [{ ids: { values } }, { exists: { field: 'timestamp' } }] } },
      size: values.length,
    });
    for (const { _id = '', _source } of answer.hits.hits) {
      const record = fromDocument(_id, _source);
      if (record) found.set(_id, record);
    }
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
