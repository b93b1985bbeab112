import type { LogRecord } from '../../../../core/record.ts';
import { PAGE_SIZE, type SearchAnswer } from '../../api/logs.ts';
import { getJson } from '../../api/request.ts';
import type { Filling, Gap } from './tail-buffer.ts';

const MOST_LOADED = 2_000;

/** The logs between the ends of a gap, oldest first, as many as one load may bring. @throws ApiError */
export async function loadGap(q: string, { from, to }: Gap): Promise<Filling> {
  const logs: LogRecord[] = [];
  let cursor: string | undefined;
  do {
    const question = { q, from, to, order: 'asc', limit: PAGE_SIZE, cursor };
    const answer = await getJson<SearchAnswer>('/api/v1/logs/search', question);
    logs.push(...answer.logs);
    cursor = answer.next_cursor ?? undefined;
  } while (cursor !== undefined && logs.length < MOST_LOADED);
  return { logs, isCut: cursor !== undefined };
}
