import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compileQuery } from '../core/query/matches.ts';
import { parseQuery } from '../core/query/parse.ts';
import type { LogEvent, LogRecord } from '../core/record.ts';
import { parseLine } from '../parsers/detect.ts';
import { decode } from './decode.ts';
import { parseRuleFile } from './rules/rule-file.ts';

const JSON_TYPE = {};
const RAW = { 'content-type': 'text/plain' };
const timestamp = Date.parse('2026-11-25T22:40:05Z');

function read(source: string, headers: Record<string, string>): LogEvent {
  return decode({ value: Buffer.from(source), headers, timestamp, key: 'k', offset: 0 }, parseLine).event;
}

describe('a carrier’s JSON', () => {
  const around = (log: string) => JSON.stringify({ log, stream: 'stderr', time: '2026-11-25T22:40:01.123456789Z' });

  it('is read like a raw line, and kept as one', () => {
    const source = around('{"level":"error","msg":"gone","service":"shop"}\n');
    expect(read(source, JSON_TYPE)).toMatchObject({
      timestamp: '2026-11-25T22:40:01.123Z',
      level: 'error',
      message: 'gone',
      service: 'shop',
      format: 'json',
      raw: source,
    });
  });

  it('takes the service of the request where neither layer names one', () => {
    expect(read(around('WARNING: low memory\n'), { service: 'edge' })).toMatchObject({
      service: 'edge',
      level: 'warn',
    });
  });

  it('is not seen in the record of a program', () => {
    const event = read('{"message":"m","log":"{\\"level\\":\\"error\\"}"}', JSON_TYPE);
    expect(event).toMatchObject({ message: 'm', level: 'info' });
    expect(event).not.toHaveProperty('raw');
  });
});

describe('what the record cannot hold as it came', () => {
  it.each([
    ['half a surrogate pair', '{"message":"a\\ud800b"}', 'a\ufffdb'],
    ['the other half', '{"message":"x","attributes":{"a":["\\uDE00"]}}', 'x'],
  ])('is kept in the line: %s', (_, source, message) => {
    expect(read(source, JSON_TYPE)).toMatchObject({ message, raw: source, format: 'json' });
  });

  it.each(['{"message":"a\\ud83d\\ude00b"}', '{"message":"a\\u0000b"}'])('and only there: %s', (source) => {
    expect(read(source, JSON_TYPE)).not.toHaveProperty('raw');
  });

  it.each([
    ['a message', JSON.stringify({ message: 'x'.repeat(1_048_577) }), JSON_TYPE],
    ['a raw line', 'x'.repeat(1_048_577), RAW],
  ])('is refused rather than cut: %s beyond 1 MiB', (_, source, headers) => {
    expect(() => read(source, headers)).toThrow(expect.objectContaining({ code: 'record_too_large' }));
  });
});

describe('the shipped rule of failed logins', () => {
  const file = readFileSync(new URL('./rules/default-rules.yaml', import.meta.url), 'utf8');
  const rule = parseRuleFile(file, 'default-rules.yaml').find(({ name }) => name === 'failed-logins');
  const test = compileQuery(parseQuery(rule?.query ?? ''));
  const counts = (event: LogEvent): boolean => test(event as LogRecord);
  const access = (request: string, status: number) =>
    `198.51.100.83 - - [25/Nov/2026:22:40:01 +0000] "${request} HTTP/1.1" ${status} 17`;

  it.each([
    ['sshd by syslog', 'Nov 25 22:40:01 h sshd[1]: Failed password for root from 198.51.100.83 port 22 ssh2', RAW],
    ['sshd by a shipper', '{"message":"Failed password for root from 198.51.100.83 port 22 ssh2"}', JSON_TYPE],
    [
      'sshd by the journal',
      '{"__REALTIME_TIMESTAMP":"1764110401123456","SYSLOG_IDENTIFIER":"sshd","MESSAGE":"Failed password for root from 198.51.100.83 port 22 ssh2"}',
      JSON_TYPE,
    ],
    [
      'Postfix',
      'Nov 25 22:40:01 mx postfix/smtpd[1]: warning: unknown[198.51.100.83]: SASL LOGIN authentication failed: x',
      RAW,
    ],
    [
      'Dovecot',
      'Nov 25 22:40:01 mx dovecot: imap-login: Disconnected (auth failed, 1 attempts): user=<x>, method=PLAIN, rip=198.51.100.83, lip=10.0.0.1',
      RAW,
    ],
    ['an access log', access('POST /login', 401), RAW],
    [
      'pino-http',
      '{"msg":"request completed","req":{"method":"POST","url":"/api/login","remoteAddress":"198.51.100.83"},"res":{"statusCode":401}}',
      JSON_TYPE,
    ],
  ])('counts them by address: %s', (_, source, headers) => {
    const event = read(source, headers);
    expect(event.ip_address).toBe('198.51.100.83');
    expect(counts(event)).toBe(true);
  });

  it.each([
    ['a token that has expired', access('GET /api/orders', 401), RAW],
    ['a refused change', access('POST /api/orders', 403), RAW],
    ['a login that went well', access('POST /login', 200), RAW],
    ['a visit of the login page', access('GET /login', 401), RAW],
    ['a login by ssh', 'Nov 25 22:40:01 h sshd[1]: Accepted password for root from 198.51.100.83 port 22 ssh2', RAW],
    ['a failure without an address', '{"message":"login failed for mia"}', JSON_TYPE],
  ])('does not count %s', (_, source, headers) => {
    expect(counts(read(source, headers))).toBe(false);
  });
});
