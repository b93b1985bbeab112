import { useMemo } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { type LogsQuestion, type Order, type SearchPage, type Spans, useSearch } from '../../api/logs.ts';

/** The rows of a list. */
export interface Rows {
  ids: readonly string[];
  /** One for each id; undefined while it is out of memory. */
  records: readonly (LogRecord | undefined)[];
  /** Where the query matches, by id. */
  spans: ReadonlyMap<string, Spans>;
}

const NO_PAGES: SearchPage[] = [];

/** The rows that were loaded so far, by their pages too. */
export function useResults(question: LogsQuestion, order: Order) {
  const search = useSearch(question, order);
  const pages = search.data?.pages ?? NO_PAGES;
  const rows = useMemo(() => joinPages(pages), [pages]);
  return { search, pages, rows, total: pages[0]?.total };
}

function joinPages(pages: readonly SearchPage[]): Rows {
  const ids: string[] = [];
  const records: (LogRecord | undefined)[] = [];
  const spans = new Map<string, Spans>();
  for (const { ids: own, logs, highlights = {} } of pages) {
    for (const [at, id] of own.entries()) {
      ids.push(id);
      records.push(logs[at]);
    }
    for (const [id, { message }] of Object.entries(highlights)) spans.set(id, message);
  }
  return { ids, records, spans };
}
