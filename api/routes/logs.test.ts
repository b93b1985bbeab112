import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LogRecord } from '../../core/record.ts';
import { formatTime } from '../../core/time.ts';
import { type ApiServer, createRecord, SERVER_NOW, startApiServer } from '../../test/stand-ins/api-server.ts';

const minutesAgo = (minutes: number): string => formatTime(SERVER_NOW - minutes * 60_000);

let server: ApiServer;
let logs: LogRecord[];

beforeAll(async () => {
  server = await startApiServer();
  logs = Array.from({ length: 10 }, (_, index) =>
    createRecord({
      timestamp: minutesAgo(10 - index),
      message: index % 2 === 0 ? `Connection refused ${index}` : `payment ${index} done`,
      level: index % 5 === 0 ? 'error' : 'info',
      service: index % 2 === 0 ? 'shop' : 'pay',
      category: index % 2 === 0 ? 'Performance' : 'Business',
      method: 'GET',
      endpoint: `/api/${index % 3}`,
      status_code: index % 5 === 0 ? 500 : 200,
      response_time: index * 10,
      attributes: { order: { id: `A-${index}` } },
      ...(index === 3 && { host: 'web-1' }),
    }),
  );
  await server.store.write([...logs, createRecord({ timestamp: minutesAgo(120), message: 'old' })]);
});

afterAll(() => server.close());

const ids = (found: LogRecord[]): string[] => found.map(({ id }) => id);

describe('GET /api/v1/logs/search', () => {
  test('gives the last hour, newest first', async () => {
    const { status, body } = await server.get('/api/v1/logs/search');
    expect(status).toBe(200);
    expect(body.total).toEqual({ value: 10, relation: 'eq' });
    expect(body.logs).toEqual([...logs].reverse());
    expect(body.next_cursor).toBeNull();
    expect(body.took_ms).toBeGreaterThanOrEqual(0);
    expect(body.highlights).toBeUndefined();
  });

  test.each([
    ['q=refused', 5],
    ['q=%22connection%20refused%22%20status_code:500', 1],
    ['level=error', 2],
    ['level=error,info&service=pay', 5],
    ['category=business&q=level:error', 1],
    ['from=now-3h', 11],
    ['to=now-5m', 6],
    [`from=${minutesAgo(5)}&to=${minutesAgo(3)}`, 3],
    [`from=${SERVER_NOW - 300_000}&to=${SERVER_NOW}`, 5],
    ['from=2026-11-20T12:55:00+01:00', 5],
    ['q=attributes.order.id:A-7', 1],
    ['limit=0', 10],
  ])('counts with %s', async (parameters, total) => {
    const { body } = await server.get(`/api/v1/logs/search?${parameters}`);
    expect(body.total).toEqual({ value: total, relation: 'eq' });
  });

  test.each(['asc', 'desc'])('pages give every log once, in order %s', async (order) => {
    const pages: LogRecord[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await server.get(`/api/v1/logs/search?limit=3&order=${order}${cursor && `&cursor=${cursor}`}`);
      pages.push(...body.logs);
      cursor = body.next_cursor;
    }
    expect(ids(pages)).toEqual(ids(order === 'asc' ? logs : [...logs].reverse()));
  });

  test('a cursor of another query, or one that is made up, is refused', async () => {
    const { body } = await server.get('/api/v1/logs/search?limit=3');
    for (const wrong of [`q=other&cursor=${body.next_cursor}`, 'cursor=abc', 'cursor=W10']) {
      const answer = await server.get(`/api/v1/logs/search?limit=3&${wrong}`);
      expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_cursor']);
    }
  });

  test('tells where in the messages the query is met', async () => {
    const { body } = await server.get('/api/v1/logs/search?q=refused%20-payment%20/[0-9]/&limit=1&highlight=true');
    expect(body.highlights).toEqual({
      [body.logs[0].id]: {
        message: [
          [11, 18],
          [19, 20],
        ],
      },
    });
  });

  test('a wrong query says the column', async () => {
    const { status, body } = await server.get(`/api/v1/logs/search?q=${encodeURIComponent('level:error b)')}`);
    expect(status).toBe(400);
    expect(body.error).toEqual({
      code: 'query_syntax',
      message: "unexpected ')' at column 14",
      details: { column: 14 },
    });
    expect(body.request_id).toMatch(/.+/);
  });

  test.each([
    ['limit=1001', 'limit'],
    ['limit=x', 'limit'],
    ['order=up', 'order'],
    ['from=yesterday', 'from'],
    ['to=now-', 'to'],
    ['from=now&to=now-1h', 'from'],
    ['level=loud', 'level'],
    ['category=Foo', 'category'],
    ['page=2', 'page'],
    ['q=a&q=b', 'q'],
    ['__proto__=1', '__proto__'],
  ])('refuses %s and names %s', async (parameters, parameter) => {
    const { status, body } = await server.get(`/api/v1/logs/search?${parameters}`);
    expect([status, body.error.code, body.error.details]).toEqual([400, 'invalid_parameter', { parameter }]);
  });
});

test('GET /api/v1/logs/stats gives every figure, zeros included', async () => {
  const { status, body } = await server.get('/api/v1/logs/stats?q=service:shop');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    total: 5,
    by_category: { Security: 0, Performance: 5, Business: 0, General: 0 },
    by_level: { trace: 0, debug: 0, info: 4, warn: 0, error: 1, fatal: 0 },
    by_service: { shop: 5 },
    by_status_code: { 200: 4, 500: 1 },
    by_method: { GET: 5 },
    error_rate: 0.2,
    response_time: { min: 0, avg: 40, max: 80 },
    top_endpoints: [
      { value: '/api/0', count: 2 },
      { value: '/api/2', count: 2 },
      { value: '/api/1', count: 1 },
    ],
    top_ips: [],
    top_user_agents: [],
  });
  const empty = await server.get('/api/v1/logs/stats?q=nothing');
  expect(empty.body).toMatchObject({ total: 0, error_rate: 0, response_time: { min: null, p99: null } });
});

describe('GET /api/v1/logs/trends', () => {
  test('chooses an interval, and shows empty buckets and every category', async () => {
    const { body } = await server.get('/api/v1/logs/trends');
    expect([body.interval, body.by]).toEqual(['30s', 'category']);
    expect(body.buckets).toHaveLength(121);
    expect(body.buckets[0]).toEqual({
      time: minutesAgo(60),
      total: 0,
      counts: { Security: 0, Performance: 0, Business: 0, General: 0 },
    });
    expect(body.buckets.reduce((sum: number, bucket: { total: number }) => sum + bucket.total, 0)).toBe(10);
  });

  test('splits by service at the interval that was asked for', async () => {
    const { body } = await server.get('/api/v1/logs/trends?interval=5m&by=service&from=now-10m&to=now-1m');
    expect(body.buckets).toEqual([
      { time: minutesAgo(10), total: 5, counts: { shop: 3, pay: 2 } },
      { time: minutesAgo(5), total: 5, counts: { shop: 2, pay: 3 } },
    ]);
  });

  test('counts from the first year that can be written', async () => {
    const { body } = await server.get('/api/v1/logs/trends?from=0001-01-01T00:00:00Z');
    expect(body.buckets[0].time).toBe('0000-01-01T00:00:00.000Z');
    expect(body.buckets[1].time.slice(0, 4)).toBe('0076');
    expect(body.buckets.reduce((sum: number, bucket: { total: number }) => sum + bucket.total, 0)).toBe(11);
  });

  test.each(['interval=0s', 'interval=x', 'interval=1s', 'by=message'])('refuses %s', async (parameters) => {
    const { status, body } = await server.get(`/api/v1/logs/trends?${parameters}`);
    expect([status, body.error.details.parameter]).toEqual([400, parameters.split('=')[0]]);
  });
});

test('GET /api/v1/logs/facets gives values, coverage and cardinality', async () => {
  const { body } = await server.get('/api/v1/logs/facets?fields=service,host,attributes.order.id&limit=2');
  expect(body.total).toBe(10);
  expect(body.facets).toEqual([
    {
      field: 'service',
      values: [
        { value: 'pay', count: 5 },
        { value: 'shop', count: 5 },
      ],
      present: 10,
      coverage: 1,
      cardinality: 2,
    },
    { field: 'host', values: [{ value: 'web-1', count: 1 }], present: 1, coverage: 0.1, cardinality: 1 },
    expect.objectContaining({ field: 'attributes.order.id', present: 10, cardinality: 10 }),
  ]);
  const refused = await server.get('/api/v1/logs/facets?fields=message');
  expect(refused.body.error.details).toEqual({ parameter: 'fields' });
});

describe('one log', () => {
  test('is found by its id', async () => {
    expect((await server.get(`/api/v1/logs/${logs[4]?.id}`)).body).toEqual(logs[4]);
  });

  test('that is not there is not_found', async () => {
    for (const path of ['e9-0-1', 'e9-0-1/context', 'e9-0-1/explain', '%00', 'a%20b']) {
      const { status, body } = await server.get(`/api/v1/logs/${path}`);
      expect([status, body.error.code]).toEqual([404, 'not_found']);
    }
  });

  test('has its exact neighbours, oldest first, also those of the same millisecond', async () => {
    const twins = ['a', 'b', 'c', 'd', 'e'].map((message) => createRecord({ service: 'twins', message }));
    await server.store.write(twins);
    const middle = twins[2];
    const { body } = await server.get(`/api/v1/logs/${middle?.id}/context?before=1&after=10`);
    expect(body).toEqual({ before: [twins[1]], log: middle, after: [twins[3], twins[4]] });
    const all = await server.get(`/api/v1/logs/${logs[4]?.id}/context?scope=all&before=2&after=2`);
    expect(all.body).toEqual({ before: logs.slice(2, 4), log: logs[4], after: logs.slice(5, 7) });
    const host = await server.get(`/api/v1/logs/${logs[3]?.id}/context?scope=host`);
    expect(host.body).toEqual({ before: [], log: logs[3], after: [] });
    const trace = await server.get(`/api/v1/logs/${logs[3]?.id}/context?scope=trace`);
    expect(trace.body.error.details).toEqual({ parameter: 'scope' });
  });

  test('is explained', async () => {
    const { body } = await server.get(`/api/v1/logs/${logs[0]?.id}/explain`);
    expect(Object.keys(body.scores).sort()).toEqual(['Business', 'General', 'Performance', 'Security']);
    expect(body.stored).toEqual({ category: 'Performance', confidence: 0.75, model_version: '1' });
  });
});

test('POST /api/v1/parse and /classify try without storing', async () => {
  const parsed = await server.call('POST', '/api/v1/parse', { lines: ['{"level":"warn","message":"hi"}', 'what'] });
  expect(parsed.body.results[0]).toMatchObject({ format: 'json', record: { level: 'warn', message: 'hi' } });
  expect(parsed.body.results).toHaveLength(2);
  const classified = await server.call('POST', '/api/v1/classify', { messages: ['Failed password for root'] });
  expect(classified.body.results[0].category).toBe('Security');
});

describe('a search that finds very large logs', () => {
  test('ends its page earlier, and the next one goes on', async () => {
    const large = Array.from({ length: 36 }, () =>
      createRecord({ timestamp: minutesAgo(300), service: 'large', message: 'x'.repeat(1_024 * 1_024) }),
    );
    await server.store.write(large);
    const path = '/api/v1/logs/search?service=large&from=now-6h&order=asc&limit=1000';
    const first = await server.get(path);
    expect(first.body.logs.length).toBeLessThan(36);
    const second = await server.get(`${path}&cursor=${encodeURIComponent(first.body.next_cursor)}`);
    expect(second.body.next_cursor).toBeNull();
    expect([...ids(first.body.logs), ...ids(second.body.logs)]).toEqual(ids(large));
  });
});
