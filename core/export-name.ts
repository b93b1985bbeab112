const MAX_QUERY_CHARS = 40;

/** `2026-11-26T14-00` of a time as it is written anywhere. */
const minuteOf = (time: string): string => `${time.slice(0, 10)}T${time.slice(11, 16).replace(':', '-')}`;

/** What of a query can stand in the name of a file anywhere, at its end. */
function wordsOf(query: string): string {
  const words = query
    .replaceAll(/[^A-Za-z0-9._]+/g, '-')
    .slice(0, MAX_QUERY_CHARS)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return words === '' ? '' : `-${words}`;
}

export interface ExportScope {
  /** First and last time, written in the zone that people read, as `2026-11-26T14:00:00Z` or `2026-11-26 14:00`. */
  from: string;
  to: string;
  query: string;
}

/** The name of a file with logs: `logsieve-2026-11-26T14-00_15-00-level-error.csv`, in ASCII without spaces. */
export function exportName({ from, to, query }: ExportScope, extension: 'csv' | 'ndjson'): string {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  const isSameDay = from.slice(0, 10) === to.slice(0, 10);
  return `logsieve-${begin}_${isSameDay ? end.slice(11) : end}${wordsOf(query)}.${extension}`;
}
