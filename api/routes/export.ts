import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { z } from 'zod';
import { exportName } from '../../core/export-name.ts';
import type { LogStore, SearchRequest, SearchResult } from '../../core/log-store.ts';
import { formatTime } from '../../core/time.ts';
import { createCsv, createNdjson, type RowFormat } from '../export/row-format.ts';
import { createZonedTime } from '../export/zoned-time.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { ApiOptions } from '../options.ts';
import { readFieldList } from '../params/field-list.ts';
import { invalidParameter } from '../params/invalid-parameter.ts';
import { readRecordQuery, recordParameters } from '../params/record-query.ts';
import { readTimeRange, timeRangeParameters } from '../params/time-range.ts';

const PAGE = 1_000;
/** Logs of unusual size make smaller pages: two are in memory at a time, and the text of one. */
const PAGE_CHARACTERS = 4 * 1_024 * 1_024;

const query = z.strictObject({
  ...recordParameters,
  ...timeRangeParameters,
  format: z.enum(['ndjson', 'csv']).default('ndjson'),
  fields: z.string().optional().describe('Columns, separated by commas; `attributes.x` for one inside attributes.'),
  tz: z
    .string()
    .max(100)
    .optional()
    .describe('An IANA zone, such as `Europe/Berlin`, that times are written in; UTC when absent.'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

function readZone(tz: string | undefined): ((time: string) => string) | null {
  if (tz === undefined || tz === 'UTC' || tz === 'Z') return null;
  try {
    return createZonedTime(tz);
  } catch {
    throw invalidParameter('tz', `there is no time zone '${tz}'`);
  }
}

type WriteTime = ReturnType<typeof readZone>;

function readFormat(given: z.output<typeof query>, writeTime: WriteTime): RowFormat {
  const fields = given.fields === undefined ? null : readFieldList(given.fields);
  const options = { fields, writeTime };
  return given.format === 'csv' ? createCsv(options) : createNdjson(options);
}

/** The rows of page after page, each asked for while the one before it goes out. */
async function* rows(store: LogStore, request: SearchRequest, first: SearchResult, format: RowFormat) {
  yield format.head;
  for (let page: SearchResult = first; ; ) {
    // as many as fitted, or somewhat more: stores do not look for what finds no place
    const limit = Math.min(page.records.length * 2, PAGE);
    const next = page.next && store.search({ ...request, limit, after: page.next });
    next?.catch(() => {});
    yield page.records.map(format.row).join('');
    if (!next) return;
    page = await next;
  }
}

interface ExportFile {
  name: string;
  format: RowFormat;
}

/** Waits when the client is slower. Rejects when the client is gone. */
async function stream(store: LogStore, request: SearchRequest, file: ExportFile, response: Response): Promise<void> {
  const { name, format } = file;
  // The headers wait for the first page, so that a query that fails at once has a proper answer.
  const first = await store.search(request);
  response.writeHead(200, {
    'Content-Type': format.contentType,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  });
  await pipeline(rows(store, request, first, format), response);
}

/** Everything that matches, as a file. */
export function exportRoutes({ store, now }: Pick<ApiOptions, 'store' | 'now'>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/logs/export',
      summary: 'All logs that match, streamed without a limit of rows.',
      tag: 'logs',
      query,
      answer: { contentTypes: ['application/x-ndjson', 'text/csv'] },
      async handle({ query: given, response, signal }) {
        const writeTime = readZone(given.tz);
        const format = readFormat(given, writeTime);
        const range = readTimeRange(given, now());
        const write = (ms: number): string => (writeTime ?? String)(formatTime(ms));
        const scope = { from: write(range.from), to: write(range.to), query: given.q ?? '' };
        const name = exportName(scope, format.extension);
        const request: SearchRequest = {
          query: readRecordQuery(given),
          ...range,
          order: given.order,
          limit: PAGE,
          maxCharacters: PAGE_CHARACTERS,
          countUpTo: 0,
          signal,
        };
        await stream(store, request, { name, format }, response);
      },
    }),
  ];
}
