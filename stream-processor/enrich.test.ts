import { describe, expect, it } from '@jest/globals';
import { enrich } from './enrich.ts';

describe('a raw line', () => {
  it.each([
    ['Failed password for root from 198.51.100.9 port 49811 ssh2', '198.51.100.9'],
    ['authentication failure; logname= uid=0 rhost=203.0.113.7 user=root', '203.0.113.7'],
    ['Connection closed by authenticating user from 2001:db8::7', '2001:db8::7'],
    ['refused connect from 203.0.113.7.', '203.0.113.7'],
    ['copied from 12:30 to 13:00', undefined],
    ['moved from 999.1.1.1', undefined],
    ['read from cache', undefined],
  ])('"%s" names the peer %s', (message, address) => {
    expect(enrich({ message, attributes: {} }).ip_address).toBe(address);
  });

  it.each([
    [200, undefined],
    [404, 'warn'],
    [503, 'error'],
  ])('with status %s and no level has level %s', (status_code, level) => {
    expect(enrich({ status_code, attributes: {} }).level).toBe(level);
  });

  it('keeps what it says itself', () => {
    const record = { status_code: 500, level: 'info', ip_address: '192.0.2.1', message: 'from 198.51.100.9' } as const;
    expect(enrich({ ...record, attributes: {} })).toMatchObject(record);
  });
});
