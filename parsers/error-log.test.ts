import { describe, expect, it } from '@jest/globals';
import { apacheError, nginxError } from './error-log.ts';

const options = { receivedAt: 0 };

describe('nginxError', () => {
  it('reads who asked for what', () => {
    const line =
      '2026/11/03 04:05:06 [error] 31#32: *9 upstream timed out (110: Connection timed out), client: 192.0.2.44, server: shop.example, request: "GET /cart HTTP/1.1", upstream: "http://10.0.0.3:80/"';
    expect(nginxError.parse(line, options)?.record).toMatchObject({
      timestamp: '2026-11-03T04:05:06.000Z',
      level: 'error',
      service: 'nginx',
      method: 'GET',
      endpoint: '/cart',
      ip_address: '192.0.2.44',
      attributes: { pid: '31', tid: '32', connection: '9', server: 'shop.example' },
    });
  });

  it.each([
    ['emerg', 'fatal'],
    ['alert', 'error'],
    ['crit', 'error'],
    ['notice', 'info'],
  ])('takes %s for %s', (word, level) => {
    expect(nginxError.parse(`2026/11/03 04:05:06 [${word}] 31#32: m`, options)?.record.level).toBe(level);
  });

  it('refuses a level that nginx does not have', () => {
    expect(nginxError.parse('2026/11/03 04:05:06 [hello] 31#32: m', options)).toBeNull();
  });
});

describe('apacheError', () => {
  it.each([
    ['emerg', 'fatal'],
    ['crit', 'error'],
  ])('takes %s for %s', (word, level) => {
    expect(apacheError.parse(`[Tue Nov 03 04:05:06 2026] [core:${word}] m`, options)?.record.level).toBe(level);
  });

  it.each([
    ['the old form', '[Tue Nov 03 04:05:06 2026] [error] [client 192.0.2.44] no such file', '192.0.2.44'],
    [
      'the new form',
      '[Tue Nov 03 04:05:06.000007 2026] [core:error] [pid 5:tid 6] [client 192.0.2.44:5123] no such file',
      '192.0.2.44',
    ],
    ['an IPv6 client', '[Tue Nov 03 04:05:06 2026] [error] [client 2001:db8::44] no such file', '2001:db8::44'],
    [
      'an IPv6 client with port',
      '[Tue Nov 03 04:05:06 2026] [error] [client [2001:db8::44]:80] no such file',
      '2001:db8::44',
    ],
  ])('reads %s', (_, line, ip_address) => {
    expect(apacheError.parse(line, options)?.record).toMatchObject({
      level: 'error',
      service: 'httpd',
      message: 'no such file',
      ip_address,
    });
  });
});
