import type {
  AggregateRequest,
  AggregateResult,
  Aggregation,
  AggregationResult,
  RecordPosition,
  SearchRequest,
  TimeRange,
} from '../../core/log-store.ts';
import { compileFieldPresence, fieldTexts } from '../../core/query/fields.ts';
import { matches } from '../../core/query/matches.ts';
import type { LogRecord } from '../../core/record.ts';
import { compareRecordIds } from '../../core/record-id.ts';
import { parseTime } from '../../core/time.ts';

/** What a store must answer, worked out by looking at every record. */

const positionOf = (record: LogRecord): RecordPosition => ({ timestamp: parseTime(record.timestamp), id: record.id });

function comparePositions(a: RecordPosition, b: RecordPosition): number {
  return a.timestamp - b.timestamp || compareRecordIds(a.id, b.id);
}

function within(records: readonly LogRecord[], { from, to }: TimeRange): LogRecord[] {
  return records.filter((record) => positionOf(record).timestamp >= from && positionOf(record).timestamp <= to);
}

/** The first record of each id, in the order of writing. */
export function firstOfEachId(records: readonly LogRecord[]): LogRecord[] {
  return [...new Map(records.toReversed().map((record) => [record.id, record])).values()];
}

/** All matches in the order asked for, paging left aside. */
export function naiveMatches(
  records: readonly LogRecord[],
  request: TimeRange & Pick<SearchRequest, 'query' | 'order'>,
): LogRecord[] {
  const step = request.order === 'asc' ? 1 : -1;
  return within(records, request)
    .filter((record) => matches(record, request.query))
    .sort((a, b) => comparePositions(positionOf(a), positionOf(b)) * step);
}

export function naiveAggregate(records: readonly LogRecord[], request: AggregateRequest): AggregateResult {
  const found = within(records, request).filter((record) => matches(record, request.query));
  const results = Object.entries(request.aggregations).map(
    ([name, asked]) => [name, aggregateOne(found, asked, request)] as const,
  );
  return { total: found.length, results: Object.fromEntries(results) };
}

function aggregateOne(records: readonly LogRecord[], asked: Aggregation, range: TimeRange): AggregationResult {
  switch (asked.kind) {
    case 'terms':
      return terms(records, asked.field, asked.limit);
    case 'histogram':
      return histogram(records, asked, range);
    case 'distribution':
      return distribution(records.flatMap((record) => record[asked.field] ?? []));
  }
}

function countTexts(records: readonly LogRecord[], field: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const record of records) {
    for (const text of new Set(fieldTexts(record, field))) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function terms(records: readonly LogRecord[], field: string, limit: number): AggregationResult {
  const counts = countTexts(records, field);
  const values = [...counts].map(([value, count]) => ({ value, count }));
  values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const present = records.filter(compileFieldPresence(field)).length;
  return { kind: 'terms', values: values.slice(0, limit), present, cardinality: counts.size };
}

function histogram(
  records: readonly LogRecord[],
  { intervalMs, by }: { intervalMs: number; by?: string },
  range: TimeRange,
): AggregationResult {
  const buckets = [];
  for (let time = Math.floor(range.from / intervalMs) * intervalMs; time <= range.to; time += intervalMs) {
    const inside = records.filter(
      ({ timestamp }) => parseTime(timestamp) >= time && parseTime(timestamp) < time + intervalMs,
    );
    const counts = by === undefined ? {} : Object.fromEntries(countTexts(inside, by));
    buckets.push({ time, total: inside.length, counts });
  }
  return { kind: 'histogram', buckets };
}

function distribution(values: number[]): AggregationResult {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number): number | null => sorted[Math.floor(q * (sorted.length - 1))] ?? null;
  const sum = values.reduce((total, value) => total + value, 0);
  const avg = values.length === 0 ? null : sum / values.length;
  return {
    kind: 'distribution',
    count: values.length,
    min: at(0),
    avg,
    max: at(1),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}
