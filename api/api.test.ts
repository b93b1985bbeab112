import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LogFields } from '../core/logger.ts';
import { type ApiServer, startApiServer } from '../test/stand-ins/api-server.ts';

let server: ApiServer;
const complaints: { message: string; fields: LogFields | undefined }[] = [];

beforeAll(async () => {
  server = await startApiServer({
    allowedOrigins: ['https://logs.example'],
    logger: { debug() {}, info() {}, warn() {}, error: (message, fields) => complaints.push({ message, fields }) },
    metricsText: async () => {
      throw new Error('secret of the inside');
    },
  });
});

afterAll(() => server.close());

describe('errors have one shape on every route', () => {
  test.each([
    ['GET', '/api/v1/nothing', undefined, 404, 'not_found'],
    ['GET', '/api', undefined, 404, 'not_found'],
    ['GET', '/health/what', undefined, 404, 'not_found'],
    ['POST', '/nothing/of/ours', undefined, 404, 'not_found'],
    ['GET', '/api/v1/logs/%ff', undefined, 400, 'bad_request'],
    ['DELETE', '/api/v1/logs/search', undefined, 405, 'method_not_allowed'],
    ['POST', '/api/v1/parse', '{"lines": [', 400, 'invalid_json'],
    ['POST', '/api/v1/parse', '{}', 400, 'bad_request'],
    ['POST', '/api/v1/parse', '{"lines": [1]}', 400, 'bad_request'],
    ['POST', '/api/v1/parse', '{"lines": [], "more": 1}', 400, 'bad_request'],
    ['POST', '/api/v1/parse', '"x"', 400, 'bad_request'],
    ['POST', '/api/v1/parse', undefined, 400, 'bad_request'],
    ['POST', '/api/v1/parse', `{"lines": ["${'a'.repeat(1_100_000)}"]}`, 413, 'body_too_large'],
    ['POST', '/api/v1/parse', '['.repeat(100_000), 400, 'invalid_json'],
    ['GET', '/metrics', undefined, 500, 'internal'],
  ])('%s %s', async (method, path, body, status, code) => {
    const answer = await server.call(method, path, body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'));
    expect(answer.text).not.toMatch(/at .*\.ts|secret|node_modules/);
  });

  test('a body that is no JSON by its type is refused', async () => {
    const type = { 'content-type': 'text/plain' };
    const answer = await server.call('POST', '/api/v1/parse', '{"lines": []}', type);
    expect([answer.status, answer.body.error.code]).toEqual([415, 'unsupported_media_type']);
    const encoded = await server.call('POST', '/api/v1/parse', '{}', { 'content-encoding': 'rot13' });
    expect([encoded.status, encoded.body.error.code]).toEqual([415, 'unsupported_encoding']);
  });

  test('what went wrong inside is in our log alone', () => {
    expect(complaints).toEqual([
      {
        message: 'a request failed',
        fields: expect.objectContaining({ path: '/metrics', error: new Error('secret of the inside') }),
      },
    ]);
  });
});

test('a path tells its methods', async () => {
  const refused = await server.call('PATCH', '/api/v1/alert-rules');
  expect(refused.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
  const asked = await server.call('OPTIONS', '/api/v1/alert-rules');
  expect([asked.status, asked.headers.get('allow')]).toEqual([204, 'GET, POST, HEAD, OPTIONS']);
  expect((await server.call('HEAD', '/health')).status).toBe(200);
});

test('a request keeps the name it came with, unless that could do harm', async () => {
  const named = await server.call('GET', '/health', undefined, { 'x-request-id': 'my-request.7' });
  expect(named.headers.get('x-request-id')).toBe('my-request.7');
  const odd = await server.call('GET', '/health', undefined, { 'x-request-id': '<script>' });
  expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

describe('browsers', () => {
  test('are told to take an answer for nothing but data', async () => {
    const { headers } = await server.get('/api/v1/alerts');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('may read answers from the allowed origins alone', async () => {
    const preflight = { origin: 'https://logs.example', 'access-control-request-method': 'PUT' };
    const allowed = await server.call('OPTIONS', '/api/v1/alert-rules/x', undefined, preflight);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://logs.example');
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PUT');
    const other = await server.call('GET', '/api/v1/alerts', undefined, { origin: 'https://evil.example' });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('cannot have anything changed by a page of another origin', async () => {
    const change = (origin: string) => server.call('POST', '/api/v1/alerts/none/resolve', undefined, { origin });
    const foreign = await change('https://evil.example');
    expect([foreign.status, foreign.body.error.code]).toEqual([403, 'forbidden']);
    expect((await change('https://logs.example')).status).toBe(404);
    expect((await change(server.url)).status).toBe(404);
  });
});
