import { describe, expect, it } from '@jest/globals';
import { normaliseRecord } from './normalise.ts';

const normalise = (input: unknown) => normaliseRecord(input, { receivedAt: 0 });

describe('fields that stand deeper', () => {
  it.each([
    [
      'pino-http',
      {
        msg: 'request completed',
        req: {
          id: 7,
          method: 'GET',
          url: '/cart?x=1',
          remoteAddress: '192.0.2.4',
          headers: { 'user-agent': 'curl/8' },
        },
        res: { statusCode: 503 },
        responseTime: 41,
      },
      {
        method: 'GET',
        endpoint: '/cart?x=1',
        status_code: 503,
        response_time: 41,
        ip_address: '192.0.2.4',
        user_agent: 'curl/8',
        request_id: '7',
      },
    ],
    [
      'Caddy',
      {
        level: 'info',
        ts: 1764110401.5,
        msg: 'handled request',
        request: { remote_ip: '192.0.2.4', method: 'POST', uri: '/pay', headers: { 'User-Agent': ['curl/8'] } },
        duration: 0.0123,
        status: 201,
      },
      {
        method: 'POST',
        endpoint: '/pay',
        status_code: 201,
        response_time: 12.3,
        ip_address: '192.0.2.4',
        user_agent: 'curl/8',
      },
    ],
    [
      'OpenTelemetry, flat',
      { body: 'm', 'http.method': 'GET', 'http.status_code': 404, 'http.target': '/a' },
      { method: 'GET', endpoint: '/a', status_code: 404, message: 'm' },
    ],
    [
      'OpenTelemetry, nested',
      { body: 'm', http: { method: 'GET', status_code: 404, target: '/a' } },
      { method: 'GET', endpoint: '/a', status_code: 404 },
    ],
    [
      'OpenTelemetry, as attributes',
      {
        message: 'm',
        attributes: { 'http.request.method': 'GET', 'http.response.status_code': 404, 'url.path': '/a' },
      },
      { method: 'GET', endpoint: '/a', status_code: 404 },
    ],
    [
      'Elastic',
      {
        message: 'm',
        log: { level: 'error' },
        http: { request: { method: 'PUT' }, response: { status_code: 500 } },
        url: { path: '/a' },
        client: { ip: '192.0.2.4' },
        trace: { id: 'abc' },
      },
      { level: 'error', method: 'PUT', status_code: 500, endpoint: '/a', ip_address: '192.0.2.4', trace_id: 'abc' },
    ],
    [
      'Google Cloud',
      {
        severity: 'ERROR',
        jsonPayload: { message: 'boom' },
        httpRequest: { requestMethod: 'GET', status: 500, latency: '0.25s' },
      },
      { level: 'error', message: 'boom', method: 'GET', status_code: 500, response_time: 250 },
    ],
    [
      'Google Cloud, as text',
      { severity: 'WARNING', textPayload: 'low memory' },
      { level: 'warn', message: 'low memory' },
    ],
    [
      'tracing of Rust',
      { timestamp: '2026-11-25T22:40:01Z', level: 'WARN', fields: { message: 'low memory', mb: 3 }, target: 'app' },
      { level: 'warn', message: 'low memory' },
    ],
  ])('are found where %s puts them', (_, input, expected) => {
    const event = normalise(input);
    expect(event).toMatchObject(expected);
    expect(normalise(event)).toEqual(event);
  });

  it('stay whole among the attributes', () => {
    const req = { method: 'GET', url: '/a' };
    expect(normalise({ msg: 'm', req }).attributes).toEqual({ req });
  });

  it.each([
    ['the field itself', { message: 'm', method: 'PUT', req: { method: 'GET' } }, { method: 'PUT' }],
    ['another name beside it', { message: 'm', statusCode: 200, res: { statusCode: 404 } }, { status_code: 200 }],
  ])('give way to %s', (_, input, expected) => {
    expect(normalise(input)).toMatchObject(expected);
  });

  it.each([
    ['a status that is none', { message: 'm', res: { statusCode: 7 } }, 'status_code'],
    ['a list in the place of an object', { message: 'm', req: [1] }, 'method'],
    ['a duration whose unit nobody says', { message: 'm', duration: 4, status: 200 }, 'response_time'],
  ])('are not made of %s', (_, input, field) => {
    expect(normalise(input)).not.toHaveProperty(field);
  });
});
