import { describe, expect, it } from '@jest/globals';
import { apacheCombined, apacheCommon } from './access-log.ts';

const options = { receivedAt: 0 };
const common = (line: string) => apacheCommon.parse(line, options)?.record;
const combined = (line: string) => apacheCombined.parse(line, options)?.record;
const TIME = '[03/Nov/2026:04:05:06 +0100]';

describe('access logs', () => {
  it('reads every field of the combined format', () => {
    expect(
      combined(
        `198.51.100.23 - mia ${TIME} "POST /cart?item=3 HTTP/2.0" 201 512 "https://shop.example/" "Agent \\"X\\""`,
      ),
    ).toEqual({
      timestamp: '2026-11-03T03:05:06.000Z',
      message: '"POST /cart?item=3 HTTP/2.0" 201 512',
      method: 'POST',
      endpoint: '/cart?item=3',
      user_id: 'mia',
      ip_address: '198.51.100.23',
      user_agent: 'Agent "X"',
      status_code: 201,
      attributes: { protocol: 'HTTP/2.0', bytes: 512, referrer: 'https://shop.example/' },
    });
  });

  it.each([
    ['an IPv6 client', `2001:db8::7 - - ${TIME} "GET / HTTP/1.1" 200 1`, { ip_address: '2001:db8::7' }],
    [
      'a host name',
      `pc7.example.net - - ${TIME} "GET / HTTP/1.1" 200 1`,
      { attributes: { client: 'pc7.example.net', protocol: 'HTTP/1.1', bytes: 1 } },
    ],
    ['a virtual host', `shop.example:443 192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 200 1`, { ip_address: '192.0.2.1' }],
    ['a user with a blank', `192.0.2.1 - Mia Muster ${TIME} "GET / HTTP/1.1" 200 1`, { user_id: 'Mia Muster' }],
    ['no size', `192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 304 -`, { status_code: 304 }],
    ['a request without protocol', `192.0.2.1 - - ${TIME} "GET /old" 200 1`, { method: 'GET', endpoint: '/old' }],
    ['a blank in the path', `192.0.2.1 - - ${TIME} "GET /a b HTTP/1.0" 200 1`, { endpoint: '/a b' }],
  ])('reads %s', (_, line, expected) => {
    expect(common(line)).toMatchObject(expected);
  });

  it.each([['\\x16\\x03\\x01'], ['-'], [''], ['quit']])('reads the rest where the request is %j', (request) => {
    const record = common(`192.0.2.1 - - ${TIME} "${request}" 400 0`);
    expect(record).toMatchObject({ status_code: 400, ip_address: '192.0.2.1' });
    expect(record).not.toHaveProperty('method');
  });

  it('keeps what stands behind the agent', () => {
    expect(
      combined(`192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "curl" 0.412 "10.0.0.1:80"`)?.attributes.extra,
    ).toBe('0.412 "10.0.0.1:80"');
  });

  it('reads an agent whose end is lost', () => {
    expect(combined(`192.0.2.1 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "Mozilla/5.0 (comp`)?.user_agent).toBe(
      'Mozilla/5.0 (comp',
    );
  });

  it.each([
    ['no time', '192.0.2.1 - - "GET / HTTP/1.1" 200 1'],
    ['an impossible time', '192.0.2.1 - - [33/Nov/2026:04:05:06 +0100] "GET / HTTP/1.1" 200 1'],
    ['no status', `192.0.2.1 - - ${TIME} "GET / HTTP/1.1"`],
    ['an open request', `192.0.2.1 - - ${TIME} "GET / HTTP/1.1 200 1`],
  ])('refuses a line with %s', (_, line) => {
    expect(common(line)).toBeUndefined();
    expect(combined(line)).toBeUndefined();
  });
});
