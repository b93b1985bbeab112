import type { RecordPosition, SearchRequest, SearchResult } from '../../../core/log-store.ts';
import type { LogRecord } from '../../../core/record.ts';
import { compareRecordIds } from '../../../core/record-id.ts';
import { createResultPage } from '../../../core/result-page.ts';
import type { BlockSource } from './block-source.ts';
import type { BlockInfo } from './block-table.ts';
import { countRows, hasRow, type Mask } from './mask.ts';
import type { Block } from './open-block.ts';
import { compileFilterTest, type FilterTest } from './query-filter.ts';
import { compileMask, type QueryMask } from './query-mask.ts';
import { type RowRange, rowsWithin } from './row-range.ts';

const DEFAULT_COUNT_UP_TO = 10_000;

/** What crosses to a reader thread: all of a request but its signal. */
export type PlainSearchRequest = Omit<SearchRequest, 'signal'>;

/** A match that may stand on the page. */
interface Candidate {
  timestamp: number;
  id: string;
  info: BlockInfo;
  row: number;
}

interface Search {
  request: PlainSearchRequest;
  mayMatch: FilterTest;
  maskOf: QueryMask;
  check: () => void;
  countUpTo: number;
  /** One more than the page holds, to know whether another page follows. */
  wanted: number;
  page: Candidate[];
  count: number;
}

/**
 * Looks through the blocks in the order of the page and stops when neither page nor count can change.
 * @param check called now and then; may throw to end the search
 */
export function searchBlocks(
  source: BlockSource,
  infos: readonly BlockInfo[],
  request: PlainSearchRequest,
  check: () => void,
): SearchResult {
  const search: Search = {
    request,
    mayMatch: compileFilterTest(request.query),
    maskOf: compileMask(request.query),
    check,
    countUpTo: request.countUpTo ?? DEFAULT_COUNT_UP_TO,
    wanted: request.limit === 0 ? 0 : request.limit + 1,
    page: [],
    count: 0,
  };
  const relation = visitBlocks(source, infos, search) ? 'eq' : 'gte';
  return { total: { value: search.count, relation }, ...makePage(source, search) };
}

/** Whether all matches were counted. */
function visitBlocks(source: BlockSource, infos: readonly BlockInfo[], search: Search): boolean {
  const { request, mayMatch, countUpTo } = search;
  const ascending = request.order === 'asc';
  const ordered = [...infos].sort((a, b) => (ascending ? a.minTime - b.minTime : b.maxTime - a.maxTime));
  let complete = true;
  for (const info of ordered) {
    search.check();
    const counting = search.count <= countUpTo;
    const paging = mayEnterPage(info, search);
    if (!counting && !paging) {
      complete = false;
      if (isBehindPage(info, search)) break;
      continue;
    }
    if (mayMatch && !mayMatch(source.filter(info))) continue;
    if (!paging && request.query.kind === 'all' && info.minTime >= request.from && info.maxTime <= request.to)
      search.count += info.rows;
    else visitBlock(source.open(info), info, search, paging);
  }
  return complete;
}

/** Whether everything in the block comes after a page that is full already; so it does for all blocks after this one. */
function isBehindPage(info: BlockInfo, { page, wanted, request }: Search): boolean {
  if (page.length < wanted) return false;
  const worst = page.at(-1);
  if (!worst) return true;
  return request.order === 'asc' ? info.minTime > worst.timestamp : info.maxTime < worst.timestamp;
}

function mayEnterPage(info: BlockInfo, search: Search): boolean {
  const { after, order } = search.request;
  if (search.wanted === 0 || isBehindPage(info, search)) return false;
  if (!after) return true;
  return order === 'asc' ? info.maxTime >= after.timestamp : info.minTime <= after.timestamp;
}

function visitBlock(block: Block, info: BlockInfo, search: Search, paging: boolean): void {
  const range = rowsWithin(block, info, search.request);
  if (range.begin === range.end) return;
  const mask = search.maskOf(block, search.check);
  search.count += countRows(mask, range.begin, range.end);
  if (paging && mask !== false) addToPage(block, info, mask, range, search);
}

function addToPage(block: Block, info: BlockInfo, mask: Mask, { begin, end }: RowRange, search: Search): void {
  const { request, wanted, page } = search;
  const step = request.order === 'asc' ? 1 : -1;
  const compare = comparePositions(step);
  const timestamps = block.timestamps();
  const ids = block.ids();
  const worst = page.length < wanted ? undefined : page.at(-1);
  const found: Candidate[] = [];
  for (let row = step > 0 ? begin : end - 1; row >= begin && row < end && found.length < wanted; row += step) {
    if (!hasRow(mask, row)) continue;
    const timestamp = timestamps[row] as number;
    if (request.after && (timestamp - request.after.timestamp) * step < 0) continue;
    if (worst && (timestamp - worst.timestamp) * step > 0) break;
    const candidate = { timestamp, id: ids.id(row), info, row };
    if (!request.after || compare(candidate, request.after) > 0) found.push(candidate);
  }
  if (found.length === 0) return;
  search.page = [...page, ...found].sort(compare).slice(0, wanted);
}

const comparePositions =
  (step: number) =>
  (a: RecordPosition, b: RecordPosition): number =>
    (a.timestamp - b.timestamp || compareRecordIds(a.id, b.id)) * step;

/** Makes no more records than fit. */
function makePage(source: BlockSource, search: Search): Pick<SearchResult, 'records' | 'next'> {
  const page = createResultPage(search.request);
  const makers = new Map<number, (row: number) => LogRecord>();
  for (const { info, row } of search.page) {
    if (page.missing() === 0) break;
    let make = makers.get(info.id);
    if (!make) {
      make = source.open(info).records();
      makers.set(info.id, make);
    }
    page.add(make(row));
  }
  return page.result();
}
