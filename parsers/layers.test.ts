import { describe, expect, it } from '@jest/globals';
import { parseLine } from './detect.ts';

const parse = (line: string) => parseLine(line, { receivedAt: Date.parse('2026-11-26T10:00:00Z') });
const docker = (log: string) => JSON.stringify({ log, stream: 'stderr', time: '2026-11-25T22:40:01.123456789Z' });
const CRI = '2026-11-25T22:40:01.123456789Z stderr F ';

describe('a program’s line inside a carrier’s', () => {
  it.each([
    [
      'JSON in Docker’s',
      docker('{"level":"error","msg":"pool exhausted","service":"shop","order":7}\n'),
      'json',
      {
        level: 'error',
        message: 'pool exhausted',
        service: 'shop',
        timestamp: '2026-11-25T22:40:01.123456789Z',
        attributes: { order: 7, stream: 'stderr' },
      },
    ],
    [
      'klog in CRI',
      `${CRI}E1125 22:40:01.123456       1 reflector.go:150] watch failed`,
      'cri',
      {
        level: 'error',
        message: 'watch failed',
        timestamp: '2026-11-25T22:40:01.123456789Z',
        attributes: { caller: 'reflector.go:150' },
      },
    ],
    [
      'nginx in Docker’s',
      docker('2026/11/25 22:40:01 [error] 7#7: *1 upstream timed out, client: 192.0.2.4, request: "GET /a HTTP/1.1"\n'),
      'json',
      { level: 'error', service: 'nginx', ip_address: '192.0.2.4', endpoint: '/a' },
    ],
    [
      'JSON in syslog',
      '<14>1 2026-11-25T22:40:01Z web-1 shop 7 - - {"level":"warn","message":"slow","trace_id":"abc"}',
      'rfc5424',
      { level: 'warn', message: 'slow', trace_id: 'abc', host: 'web-1', service: 'shop', attributes: { pid: '7' } },
    ],
    [
      'logfmt in syslog',
      '<14>Nov 25 22:40:01 web-1 shop[7]: level=error msg="card declined" status=402',
      'rfc3164',
      { level: 'error', message: 'card declined', status_code: 402, host: 'web-1', service: 'shop' },
    ],
    [
      'JSON in syslog in Docker’s',
      docker('<14>Nov 25 22:40:01 web-1 shop[7]: {"level":"fatal","msg":"gone"}\n'),
      'json',
      { level: 'fatal', message: 'gone', host: 'web-1', service: 'shop' },
    ],
    [
      'text in Google Cloud’s',
      JSON.stringify({ severity: 'DEFAULT', textPayload: 'E1125 22:40:01.123456       1 a.go:1] watch failed' }),
      'json',
      { level: 'error', message: 'watch failed' },
    ],
    [
      'JSON in the journal’s',
      JSON.stringify({
        __REALTIME_TIMESTAMP: '1764110401123456',
        PRIORITY: '6',
        _HOSTNAME: 'web-1',
        SYSLOG_IDENTIFIER: 'shop',
        MESSAGE: '{"level":"error","msg":"gone"}',
      }),
      'json',
      { level: 'error', message: 'gone', host: 'web-1', service: 'shop' },
    ],
  ])('is read: %s', (_, line, format, record) => {
    expect(parse(line)).toMatchObject({ format, record: { ...record, raw: line } });
  });

  it('says its own time where the two differ', () => {
    expect(parse(docker('{"time":"2026-11-25T20:00:00Z","msg":"m"}')).record.timestamp).toBe(
      '2026-11-25T20:00:00.000Z',
    );
  });

  it('is taken to be of another zone where whole hours lie between', () => {
    const record = parse(`${CRI}2026-11-25 23:40:01,120 [main] WARN c.e.App - slow`).record;
    expect(record).toMatchObject({ timestamp: '2026-11-25T22:40:01.123456789Z', level: 'warn', message: 'slow' });
  });

  it('of no known format fills in only what the carrier does not say', () => {
    expect(parse(`${CRI}WARNING: low memory`).record).toMatchObject({ level: 'warn', message: 'WARNING: low memory' });
    expect(parse('<14>Nov 25 22:40:01 web-1 shop: WARNING: low memory').record.level).toBe('info');
  });

  it('stays text at the third layer', () => {
    const line = docker(`${CRI}<14>Nov 25 22:40:01 h shop: {"level":"fatal"}`);
    expect(parse(line).record).toMatchObject({ level: 'info', message: '{"level":"fatal"}' });
  });

  it('is not looked for in the record of a program', () => {
    const line = JSON.stringify({ message: '{"level":"fatal"}', level: 'info' });
    expect(parse(line).record).toMatchObject({ level: 'info', message: '{"level":"fatal"}' });
  });
});
