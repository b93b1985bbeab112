import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PipelineError } from '../../core/errors.ts';
import { silentLogger } from '../../core/logger.ts';
import type { LogRecord } from '../../core/record.ts';
import { formatTime } from '../../core/time.ts';
import { type ApiServer, createRecord, SERVER_NOW, startApiServer } from '../../test/stand-ins/api-server.ts';
import { logRecord } from '../schemas/log-record.ts';

const LOGS = 2_500;
let server: ApiServer;
let logs: LogRecord[];

beforeAll(async () => {
  server = await startApiServer();
  logs = Array.from({ length: LOGS }, (_, index) =>
    createRecord({ timestamp: formatTime(SERVER_NOW - 600_000 + index), message: `number ${index}`, service: 'many' }),
  );
  await server.store.write(logs);
  await server.store.write([
    createRecord({
      service: 'odd',
      message: '=HYPERLINK("http://evil")',
      host: '+1',
      user_id: '@x',
      status_code: 200,
      response_time: -1.5,
      attributes: { note: 'a "b", c\nd', order: { id: 7 } },
    }),
  ]);
});

afterAll(() => server.close());

test('NDJSON holds every record, oldest first, beyond any page', async () => {
  const { status, headers, text } = await server.get('/api/v1/logs/export?q=service:many');
  expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
  const found = text.trimEnd().split('\n');
  expect(found).toHaveLength(LOGS);
  expect(found.map((line) => JSON.parse(line))).toEqual(logs);
});

test('NDJSON has the fields and the zone that were asked for', async () => {
  const fields = 'timestamp,status_code,attributes.order.id,host,trace_id';
  const { text } = await server.get(`/api/v1/logs/export?q=service:odd&fields=${fields}&tz=Europe/Berlin`);
  expect(JSON.parse(text)).toEqual({
    timestamp: '2026-11-20T12:59:00.000+01:00',
    status_code: 200,
    'attributes.order.id': '7',
    host: '+1',
  });
});

test('CSV is quoted, and holds nothing that a spreadsheet runs', async () => {
  const fields = 'message,host,user_id,status_code,response_time,attributes.note,trace_id';
  const { text, headers } = await server.get(`/api/v1/logs/export?format=csv&q=service:odd&fields=${fields}`);
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(text).toBe(`${fields}\r\n"'=HYPERLINK(""http://evil"")",'+1,'@x,200,-1.5,"a ""b"", c\nd",\r\n`);
});

test.each([
  ['', 'logsieve-2026-11-20T11-00_12-00-service-odd.ndjson'],
  ['&format=csv&tz=Asia/Tokyo&from=now-1d', 'logsieve-2026-11-19T21-00_2026-11-20T21-00-service-odd.csv'],
])('the file is named after its time in the zone of the reader, and its query: %j', async (more, name) => {
  const { headers } = await server.get(`/api/v1/logs/export?q=service:odd${more}`);
  expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
});

test('CSV without fields has a column for each field of a log, and a head also when nothing is found', async () => {
  const { text } = await server.get('/api/v1/logs/export?format=csv&q=nothing');
  expect(text).toMatch(/^timestamp,level,service,category,message,.*,attributes\r\n$/);
  const columns = text.trimEnd().split(',');
  expect(columns.toSorted()).toEqual(Object.keys(logRecord.shape).toSorted());
});

test('CSV without fields says the same of a log as NDJSON', async () => {
  const record = createRecord({
    service: 'whole',
    host: 'h',
    environment: 'e',
    endpoint: '/cart',
    method: 'GET',
    user_id: 'u',
    request_id: 'r',
    trace_id: 't',
    span_id: 's',
    ip_address: '192.0.2.1',
    user_agent: 'agent',
    status_code: 200,
    response_time: 1.5,
    raw: 'line',
    format: 'json',
    pattern_id: 'p',
    anomaly_score: 0.5,
    anomaly_severity: 'low',
    attributes: { order: { id: 7 } },
  });
  expect(Object.keys(record).toSorted()).toEqual(Object.keys(logRecord.shape).toSorted());
  await server.store.write([record]);
  const csv = await server.get('/api/v1/logs/export?format=csv&q=service:whole&tz=Asia/Tokyo');
  const [head = '', line = ''] = csv.text.split('\r\n');
  expect(line.endsWith(',"{""order"":{""id"":7}}"')).toBe(true);
  const ndjson = await server.get('/api/v1/logs/export?q=service:whole&tz=Asia/Tokyo');
  const { attributes: _, ...others } = JSON.parse(ndjson.text);
  const names = head.split(',').slice(0, -1);
  expect(Object.fromEntries(names.map((name, at) => [name, line.split(',')[at]]))).toEqual(
    Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
  );
});

test('attributes of nothing are an empty cell', async () => {
  const { text } = await server.get('/api/v1/logs/export?format=csv&q=service:many&fields=service,attributes');
  expect(text).toMatch(/^service,attributes\r\nmany,\r\n/);
});

test('docs/api.md has the columns of CSV in their order', async () => {
  const { text } = await server.get('/api/v1/logs/export?format=csv&q=nothing');
  const names = text.trimEnd().split(',');
  const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
  expect(page).toContain(names.map((name) => `\`${name}\``).join(' '));
});

test.each(['tz=Mars/Base', 'format=xml', 'fields=a,,b'])('refuses %s', async (parameters) => {
  const { status, body } = await server.get(`/api/v1/logs/export?${parameters}`);
  expect([status, body.error.details.parameter]).toEqual([400, parameters.split('=')[0]]);
});

test('a client that goes away stops the search, and a slow one is waited for', async () => {
  let asked = 0;
  const left = Promise.withResolvers<void>();
  const endless = await startApiServer({
    store: {
      ...server.store,
      async search(wanted) {
        asked++;
        wanted.signal?.addEventListener('abort', () => left.resolve());
        const big = createRecord({ message: 'x'.repeat(100_000) });
        return { total: { value: 0, relation: 'gte' }, records: Array(50).fill(big), next: { timestamp: 0, id: '' } };
      },
    },
  });
  const client = request(`${endless.url}/api/v1/logs/export`).end();
  await new Promise<void>((resolve) => client.once('response', (response) => response.once('readable', resolve)));
  client.destroy();
  await left.promise;
  expect(asked).toBeLessThan(20);
  await endless.close();
});

test('logs of 1 MiB come a few at a time, and none is left out', async () => {
  const large = Array.from({ length: 30 }, (_, index) =>
    createRecord({ service: 'large', message: `${index} ${'x'.repeat(1_000_000)}` }),
  );
  for (const record of large) await server.store.write([record]);
  const pages: number[] = [];
  const watched = await startApiServer({
    store: {
      ...server.store,
      async search(request) {
        const found = await server.store.search(request);
        pages.push(found.records.length);
        return found;
      },
    },
  });
  const { text } = await watched.get('/api/v1/logs/export?q=service:large');
  const messages = text.trimEnd().split('\n');
  expect(messages.map((line) => JSON.parse(line).id)).toEqual(large.map(({ id }) => id));
  expect(Math.max(...pages)).toBeLessThanOrEqual(4);
  await watched.close();
});

test('a failure in the middle breaks the file off, and is logged', async () => {
  const logged: unknown[] = [];
  const failing = await startApiServer({
    logger: { ...silentLogger, warn: (...line) => void logged.push(line) },
    store: {
      ...server.store,
      async search(wanted) {
        if (wanted.after) throw new PipelineError('query_timeout', 'it took too long');
        return server.store.search(wanted);
      },
    },
  });
  await expect(failing.get('/api/v1/logs/export?q=service:many')).rejects.toThrow('terminated');
  expect(logged).toMatchObject([['a request failed', { path: '/api/v1/logs/export' }]]);
  await failing.close();
});

test('however many pages there are, the client is listened to once', async () => {
  let listened = 0;
  const listener = createServer((asked, response) => {
    const listen = response.on;
    response.on = function (this: typeof response, event: string, ...rest: [never]) {
      if (event === 'drain') listened++;
      return listen.call(this, event, ...rest);
    } as typeof listen;
    server.api.handler(asked, response);
  }).listen(0);
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/logs/export?q=service:large`);
  expect((await answer.text()).length).toBeGreaterThan(30_000_000);
  listener.close();
  // A compressed response never lets go of whoever listens to it.
  expect(listened).toBe(1);
});
