import { PipelineError } from '../../core/errors.ts';
import type { RecordPosition, SearchResult } from '../../core/log-store.ts';
import type { LogRecord } from '../../core/record.ts';
import { parseRecordId } from '../../core/record-id.ts';
import { positionOf } from '../../core/result-page.ts';
import type { Dsl } from './compiled-query.ts';
import type { Deadline } from './deadline.ts';
import { type DocumentSource, fromDocument } from './document.ts';
import { AnswerTooLarge } from './errors.ts';
import { type LogIndex, searchLogs } from './search-logs.ts';

export interface PageRequest {
  query: Dsl;
  order: 'asc' | 'desc';
  after?: RecordPosition | undefined;
}

export interface Page {
  records: LogRecord[];
  total: SearchResult['total'];
  /** Whether there may be more behind it: fewer came than were asked for where they are large. */
  isFull: boolean;
}

/** What Elasticsearch gives at most at once. */
const MAX_SIZE = 10_000;
const FIRST_SIZE = 200;
/** Enough to make the way to the server and back cheap. */
const LARGEST_SIZE = 4_000;
/** A page that is larger is asked for again with fewer records, down to one. */
const MAX_PAGE_BYTES = 32 * 1024 * 1024;
const SHRINK = 4;

function sortValues({ timestamp, id }: RecordPosition): (string | number)[] {
  const parsed = parseRecordId(id);
  if (!parsed) throw new PipelineError('invalid_cursor', `'${id}' is no record id`);
  return [timestamp, parsed.epoch, parsed.partition, parsed.offset];
}

type SizedRequest = PageRequest & { size: number; countUpTo?: number };

/**
 * One page in the order of records, which no two share a place of: nothing is left out or repeated between pages. However large
 * the records are, no more than some of them are in memory together.
 */
export async function fetchPage(index: LogIndex, deadline: Deadline, request: SizedRequest): Promise<Page> {
  for (let size = Math.min(request.size, MAX_SIZE); ; size = Math.ceil(size / SHRINK)) {
    try {
      return await fetchAtOnce(index, deadline, { ...request, size });
    } catch (error) {
      if (!(error instanceof AnswerTooLarge)) throw error;
    }
  }
}

async function fetchAtOnce(
  index: LogIndex,
  deadline: Deadline,
  { query, order, after, size, countUpTo }: SizedRequest,
): Promise<Page> {
  const request = {
    query,
    size,
    sort: ['timestamp', 'epoch', 'partition', 'offset'].map((field) => ({ [field]: { order } })),
    track_total_hits: countUpTo === undefined ? false : Math.min(countUpTo, 2 ** 31 - 1),
    ...(after && size > 0 ? { search_after: sortValues(after) } : {}),
    filter_path: ['hits.total', 'hits.hits._id', 'hits.hits._source'],
  };
  const answer = await searchLogs<DocumentSource>(index, deadline, request, size > 1 ? MAX_PAGE_BYTES : undefined);
  const { hits = [], total } = answer.hits ?? {};
  const records = hits.flatMap((hit) => fromDocument(hit._id ?? '', hit._source) ?? []);
  return { records, total: readTotal(total), isFull: size > 0 && hits.length === size };
}

function readTotal(total: number | { value: number; relation: string } | null | undefined): SearchResult['total'] {
  if (typeof total !== 'object' || total === null) return { value: total ?? 0, relation: 'eq' };
  return { value: total.value, relation: total.relation === 'eq' ? 'eq' : 'gte' };
}

/** All records in order, read page by page as they are asked for. */
export async function* readPages(
  index: LogIndex,
  deadline: Deadline,
  { query, order, after }: PageRequest,
): AsyncGenerator<LogRecord> {
  let last = after;
  for (let size = FIRST_SIZE; ; ) {
    const { records, isFull } = await fetchPage(index, deadline, { query, order, after: last, size });
    yield* records;
    const end = records.at(-1);
    if (!isFull || !end) return;
    last = positionOf(end);
    size = Math.min(records.length * 4, LARGEST_SIZE);
  }
}
