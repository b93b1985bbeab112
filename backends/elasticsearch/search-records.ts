import type { RecordPosition, SearchRequest, SearchResult } from '../../core/log-store.ts';
import { matches } from '../../core/query/matches.ts';
import type { LogRecord } from '../../core/record.ts';
import { compareRecordIds } from '../../core/record-id.ts';
import { parseTime } from '../../core/time.ts';
import { compileQuery } from './compile-query.ts';
import type { Dsl } from './compiled-query.ts';
import type { Deadline } from './deadline.ts';
import { fetchPage, readPages } from './read-pages.ts';
import type { LogIndex } from './search-logs.ts';
import { recordRange } from './time-range.ts';

const DEFAULT_COUNT_UP_TO = 10_000;

/** Finds the records of a request, of which the server decides what it can. */
export async function searchRecords(
  index: LogIndex,
  request: SearchRequest,
  deadline: Deadline,
): Promise<SearchResult> {
  const { dsl, exact } = compileQuery(request.query);
  const query: Dsl = { bool: { filter: [recordRange(request), dsl] } };
  return exact ? searchExactly(index, query, request, deadline) : searchByLooking(index, query, request, deadline);
}

/** One more than the page holds, to know whether another page follows. */
const wantedOf = ({ limit }: SearchRequest): number => (limit === 0 ? 0 : limit + 1);

async function searchExactly(
  index: LogIndex,
  query: Dsl,
  request: SearchRequest,
  deadline: Deadline,
): Promise<SearchResult> {
  const { order, after, countUpTo = DEFAULT_COUNT_UP_TO } = request;
  const wanted = wantedOf(request);
  const first = await fetchPage(index, deadline, {
    query,
    order,
    after,
    size: wanted,
    // one more than must be counted, as the server gives the bound itself for anything beyond it
    countUpTo: countUpTo + 1,
  });
  const found = first.records;
  while (found.length < wanted && first.isFull) {
    const last = positionOf(found.at(-1) as LogRecord);
    const next = await fetchPage(index, deadline, { query, order, after: last, size: wanted - found.length });
    found.push(...next.records);
    if (!next.isFull) break;
  }
  return { total: first.total, ...pageOf(found, request) };
}

function pageOf(found: readonly LogRecord[], { limit }: SearchRequest): Pick<SearchResult, 'records' | 'next'> {
  const records = found.slice(0, limit);
  const last = records.at(-1);
  return { records, next: last && found.length > limit ? positionOf(last) : null };
}

const positionOf = ({ timestamp, id }: LogRecord): RecordPosition => ({ timestamp: parseTime(timestamp), id });

/** Looks at every record that the server cannot exclude, until neither page nor count can change. */
async function searchByLooking(
  index: LogIndex,
  query: Dsl,
  request: SearchRequest,
  deadline: Deadline,
): Promise<SearchResult> {
  const { order, after, countUpTo = DEFAULT_COUNT_UP_TO } = request;
  const wanted = wantedOf(request);
  const found: LogRecord[] = [];
  let count = 0;
  let complete = true;
  const isBehind = (record: LogRecord): boolean => !after || compareInOrder(positionOf(record), after, order) > 0;
  for await (const record of readPages(index, deadline, { query, order })) {
    if (!matches(record, request.query)) continue;
    count++;
    if (found.length < wanted && isBehind(record)) found.push(record);
    complete = count <= countUpTo || (found.length < wanted && isBehind(record));
    if (!complete) break;
  }
  if (!complete && found.length < wanted) {
    // enough is counted, and the page is further on
    for await (const record of readPages(index, deadline, { query, order, after })) {
      if (matches(record, request.query)) found.push(record);
      if (found.length >= wanted) break;
    }
  }
  return { total: { value: count, relation: complete ? 'eq' : 'gte' }, ...pageOf(found, request) };
}

function compareInOrder(a: RecordPosition, b: RecordPosition, order: 'asc' | 'desc'): number {
  const difference = a.timestamp - b.timestamp || compareRecordIds(a.id, b.id);
  return order === 'asc' ? difference : -difference;
}
