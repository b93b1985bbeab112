import { useMemo } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { type LogsQuestion, type SearchAnswer, type Spans, useSearch } from '../../api/logs.ts';

/** The rows that are loaded so far, and where the query matches in them. */
export function useResults(question: LogsQuestion, order: 'asc' | 'desc') {
  const search = useSearch(question, order);
  const pages = search.data?.pages;
  const { records, spans } = useMemo(() => joinPages(pages ?? []), [pages]);
  return { search, records, spans, total: pages?.[0]?.total };
}

function joinPages(pages: readonly SearchAnswer[]) {
  const records: LogRecord[] = [];
  const spans = new Map<string, Spans>();
  for (const { logs, highlights = {} } of pages) {
    records.push(...logs);
    for (const [id, { message }] of Object.entries(highlights)) spans.set(id, message);
  }
  return { records, spans };
}
