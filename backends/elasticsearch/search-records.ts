import type { RecordPosition, SearchRequest, SearchResult } from '../../core/log-store.ts';
import { matches } from '../../core/query/matches.ts';
import type { LogRecord } from '../../core/record.ts';
import { compareRecordIds } from '../../core/record-id.ts';
import { createResultPage, positionOf } from '../../core/result-page.ts';
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

async function searchExactly(
  index: LogIndex,
  query: Dsl,
  request: SearchRequest,
  deadline: Deadline,
): Promise<SearchResult> {
  const { order, after, countUpTo = DEFAULT_COUNT_UP_TO } = request;
  const page = createResultPage(request);
  // one more than must be counted, as the server gives the bound itself for anything beyond it
  const first = await fetchPage(index, deadline, {
    query,
    order,
    after,
    size: page.missing(),
    countUpTo: countUpTo + 1,
  });
  for (let fetched = first; ; ) {
    for (const record of fetched.records) page.add(record);
    const end = fetched.records.at(-1);
    if (page.missing() === 0 || !fetched.isFull || !end) return { total: first.total, ...page.result() };
    fetched = await fetchPage(index, deadline, { query, order, after: positionOf(end), size: page.missing() });
  }
}

/** Looks at every record that the server cannot exclude, until neither page nor count can change. */
async function searchByLooking(
  index: LogIndex,
  query: Dsl,
  request: SearchRequest,
  deadline: Deadline,
): Promise<SearchResult> {
  const { order, after, countUpTo = DEFAULT_COUNT_UP_TO } = request;
  const page = createResultPage(request);
  let count = 0;
  let complete = true;
  const isBehind = (record: LogRecord): boolean => !after || compareInOrder(positionOf(record), after, order) > 0;
  for await (const record of readPages(index, deadline, { query, order })) {
    if (!matches(record, request.query)) continue;
    count++;
    if (page.missing() > 0 && isBehind(record)) page.add(record);
    complete = count <= countUpTo || (page.missing() > 0 && isBehind(record));
    if (!complete) break;
  }
  if (!complete && page.missing() > 0) {
    // enough is counted, and the page is further on
    for await (const record of readPages(index, deadline, { query, order, after })) {
      if (matches(record, request.query)) page.add(record);
      if (page.missing() === 0) break;
    }
  }
  return { total: { value: count, relation: complete ? 'eq' : 'gte' }, ...page.result() };
}

function compareInOrder(a: RecordPosition, b: RecordPosition, order: 'asc' | 'desc'): number {
  const difference = a.timestamp - b.timestamp || compareRecordIds(a.id, b.id);
  return order === 'asc' ? difference : -difference;
}
