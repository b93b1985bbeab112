import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { TOPIC } from '../../core/topics.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { type Answer, type ApiServer, createRecord, startApiServer } from '../../test/stand-ins/api-server.ts';

// biome-ignore lint/suspicious/noExplicitAny: the document is read as a client reads it
type Json = any;

let server: ApiServer;
let document: Json;
const record = createRecord({ message: 'payment 7 done', host: 'web-1', attributes: { a: [1, { b: null }] } });

beforeAll(async () => {
  server = await startApiServer();
  document = (await server.get('/api/v1/openapi.json')).body;
  await server.store.write([record, createRecord({ status_code: 500, response_time: 1.5, method: 'GET' })]);
  await server.alertStore.record(createAlertEvent({ id: 'a1' }));
  await server.bus.publish([
    { topic: TOPIC.deadLetters, key: 'k', value: 'x', headers: { 'dlq.code': 'decode_failed' } },
  ]);
});

afterAll(() => server.close());

/** The schema of the document as something that checks a value. */
function checker(schema: Json): z.ZodType {
  const moved = JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/'));
  const $defs = JSON.parse(JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/$defs/'));
  return z.fromJSONSchema({ ...moved, $defs });
}

function expectDescribed(method: string, path: string, answer: Answer): void {
  const { responses } = document.paths[path][method];
  const response = responses[answer.status] ?? responses.default;
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  if (response.content === undefined) {
    expect(answer.text).toBe('');
    return;
  }
  expect(Object.keys(response.content)).toContain(type);
  if (type !== 'application/json') return;
  const checked = checker(response.content[type].schema).safeParse(answer.body);
  expect(checked.error?.issues ?? []).toEqual([]);
}

test('the document and the routes name the same methods and paths', () => {
  const described = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const served = server.api.routes.map(({ method, path }) => `${method} ${path}`);
  expect(described.sort()).toEqual([...served, 'post /api/v1/logs'].sort());
});

test('every reference leads somewhere, every name is given once, every parameter of a path is described', () => {
  expect(document.openapi).toBe('3.1.0');
  for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
    expect(Object.keys(document.components.schemas)).toContain(name);
  }
  expect(JSON.stringify(document)).not.toContain('$defs');
  const operations = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.values<Json>(methods).map((operation) => ({ path, operation })),
  );
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  for (const { path, operation } of operations) {
    const named = (operation.parameters ?? [])
      .filter((one: Json) => one.in === 'path')
      .map((one: Json) => `{${one.name}}`);
    expect(named).toEqual(path.match(/\{\w+\}/g) ?? []);
  }
});

test('an answer with a field too many, or one of another kind, would be noticed', async () => {
  const { schema } = document.paths['/api/v1/logs/{id}'].get.responses[200].content['application/json'];
  expect(checker(schema).safeParse(record).success).toBe(true);
  expect(checker(schema).safeParse({ ...record, more: 1 }).success).toBe(false);
  expect(checker(schema).safeParse({ ...record, message: 1 }).success).toBe(false);
});

describe('real answers are as the document says', () => {
  const id = record.id;
  const rule = { name: 'r1', condition: { type: 'count', op: '>', threshold: 1 }, severity: 'low' };
  const calls: [method: string, path: string, given: string, body?: unknown][] = [
    ['get', '/api/v1/logs/search', '?highlight=true&limit=1'],
    ['get', '/api/v1/logs/search', '?q=('],
    ['get', '/api/v1/logs/stats', ''],
    ['get', '/api/v1/logs/trends', '?by=service'],
    ['get', '/api/v1/logs/facets', ''],
    ['get', '/api/v1/logs/export', '?format=csv'],
    ['get', '/api/v1/logs/export', ''],
    ['get', '/api/v1/logs/{id}', id],
    ['get', '/api/v1/logs/{id}', 'none'],
    ['get', '/api/v1/logs/{id}/context', id],
    ['get', '/api/v1/logs/{id}/explain', id],
    ['post', '/api/v1/parse', '', { lines: ['<13>1 - - - - - -', 'x'] }],
    ['post', '/api/v1/classify', '', { messages: ['x'] }],
    ['get', '/api/v1/queue/status', ''],
    ['get', '/api/v1/dlq', ''],
    ['post', '/api/v1/dlq/replay', '', { all: true, dry_run: true }],
    ['get', '/api/v1/alerts', ''],
    ['get', '/api/v1/alerts/{id}', 'a1'],
    ['post', '/api/v1/alerts/{id}/acknowledge', 'a1'],
    ['post', '/api/v1/alerts/{id}/assign', 'a1', { assignee: 'ada' }],
    ['post', '/api/v1/alerts/{id}/comments', 'a1', { text: 'x' }],
    ['post', '/api/v1/alerts/{id}/resolve', 'a1', { by: 'ada' }],
    ['post', '/api/v1/alerts/{id}/resolve', 'a1', { by: 'ada' }],
    ['get', '/api/v1/alert-rules', ''],
    ['post', '/api/v1/alert-rules', '', rule],
    ['put', '/api/v1/alert-rules/{name}', 'r1', { ...rule, severity: 'high' }],
    ['get', '/api/v1/alert-rules/{name}', 'r1'],
    ['post', '/api/v1/alert-rules/{name}/test', 'r1'],
    ['delete', '/api/v1/alert-rules/{name}', 'r1'],
    ['get', '/health', ''],
    ['get', '/health/live', ''],
    ['get', '/health/ready', ''],
    ['get', '/metrics', ''],
    ['get', '/api/v1/openapi.json', ''],
  ];
  test.each(calls.map((call, index) => ({ name: `${index}: ${call.slice(0, 3).join(' ')}`, call })))(
    '$name',
    async ({ call }) => {
      const [method, path, given, body] = call;
      const url = path.includes('{') ? path.replace(/\{\w+\}/, given) : path + given;
      expectDescribed(method, path, await server.call(method.toUpperCase(), url, body));
    },
  );
});
