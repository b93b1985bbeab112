import { z } from 'zod';
import { createHighlighter, type Span } from '../../core/query/highlight.ts';
import type { LogRecord } from '../../core/record.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';
import { cursorParameter, readCursor, writeCursor } from '../params/cursor.ts';
import { readRecordQuery, recordParameters } from '../params/record-query.ts';
import { readTimeRange, timeRangeParameters } from '../params/time-range.ts';
import { logRecord, total } from '../schemas/log-record.ts';

/** An answer is put together in memory. */
const PAGE_CHARACTERS = 32 * 1_024 * 1_024;

const place = z.strictObject({ timestamp: z.number(), id: z.string(), from: z.number(), to: z.number() });

const query = z.strictObject({
  ...recordParameters,
  ...timeRangeParameters,
  limit: z.coerce.number().int().min(0).max(1_000).default(100),
  order: z.enum(['asc', 'desc']).default('desc'),
  highlight: z
    .enum(['true', 'false', '1', '0', ''])
    .default('false')
    .describe('Also tell where in each message the query is met.'),
  cursor: cursorParameter,
});

const highlights = z
  .record(z.string(), z.strictObject({ message: z.array(z.tuple([z.number().int(), z.number().int()])) }))
  .optional()
  .describe('By id: places [begin, end) in the message, in UTF-16 units; only with `highlight`.');

const answer = z.strictObject({
  total,
  logs: z.array(logRecord),
  next_cursor: z.string().nullable(),
  took_ms: z.number(),
  highlights,
});

/** Finds logs, a page at a time. A cursor carries the range of its first page on, so that `now` does not move between pages. */
export function searchRoutes({ store, now }: Pick<ApiOptions, 'store' | 'now'>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/logs/search',
      summary: 'Find logs.',
      tag: 'logs',
      query,
      answer,
      async handle({ query: given, signal }) {
        const began = performance.now();
        const { cursor, limit, highlight, ...request } = given;
        const parsed = readRecordQuery(request);
        const range = readTimeRange(request, now());
        const after = cursor === undefined ? undefined : readCursor(cursor, place, request);
        const { from, to } = after ?? range;
        const found = await store.search({
          query: parsed,
          from,
          to,
          limit,
          maxCharacters: PAGE_CHARACTERS,
          order: request.order,
          signal,
          ...(after && { after: { timestamp: after.timestamp, id: after.id } }),
        });
        return {
          total: found.total,
          logs: found.records,
          next_cursor: found.next && writeCursor({ ...found.next, from, to }, request),
          took_ms: Math.round((performance.now() - began) * 100) / 100,
          ...(highlight !== 'false' &&
            highlight !== '0' && { highlights: mark(found.records, createHighlighter(parsed)) }),
        };
      },
    }),
  ];
}

function mark(records: readonly LogRecord[], find: (message: string) => Span[]): Record<string, { message: Span[] }> {
  return Object.fromEntries(records.map(({ id, message }) => [id, { message: find(message) }]));
}
