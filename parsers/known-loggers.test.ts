import { describe, expect, it } from '@jest/globals';
import { parseLine } from './detect.ts';

const parse = (line: string) => parseLine(line, { receivedAt: Date.parse('2026-11-26T10:00:00Z') });
const AT = '2026-11-25T22:40:01.123Z';
const SECOND = '2026-11-25T22:40:01.000Z';
const ALB =
  'https 2026-11-25T22:40:01.123456Z app/shop/50dc6c49 192.0.2.4:2817 10.0.0.1:80 0.001 0.048 0.001 502 - 34 366 "GET https://shop.example:443/cart?a=1 HTTP/1.1" "curl/8" ECDHE TLSv1.2 arn:aws:x "Root=1-5"';

describe('the lines of well-known programs', () => {
  it.each([
    [
      'redis',
      'Redis warns',
      '1:M 25 Nov 2026 22:40:01.123 # low memory',
      { timestamp: AT, level: 'warn', message: 'low memory', attributes: { pid: '1', role: 'master' } },
    ],
    ['redis', 'Redis notices', '12:S 25 Nov 2026 22:40:01.123 * ready', { level: 'info', message: 'ready' }],
    ['redis', 'Redis debugs', '12:C 25 Nov 2026 22:40:01.123 . x', { level: 'debug' }],
    [
      'php',
      'PHP fails',
      '[25-Nov-2026 22:40:01 UTC] PHP Fatal error:  Uncaught Error in a.php:3',
      { timestamp: SECOND, level: 'fatal', message: 'Uncaught Error in a.php:3' },
    ],
    [
      'php',
      'PHP cannot parse',
      '[25-Nov-2026 22:40:01] PHP Parse error:  unexpected x',
      { timestamp: SECOND, level: 'error' },
    ],
    ['php', 'PHP warns', '[25-Nov-2026 22:40:01 UTC] PHP Warning:  x', { level: 'warn' }],
    ['php', 'PHP notices', '[25-Nov-2026 22:40:01 UTC] PHP Notice:  x', { level: 'info' }],
    [
      'ruby',
      'Ruby',
      'I, [2026-11-25T22:40:01.123456 #1]  INFO -- : started',
      { timestamp: '2026-11-25T22:40:01.123456Z', level: 'info', message: 'started', attributes: { pid: '1' } },
    ],
    [
      'ruby',
      'Ruby with a program',
      'E, [2026-11-25T22:40:01.123456 #1] ERROR -- shop: declined',
      { level: 'error', message: 'declined', attributes: { logger: 'shop' } },
    ],
    [
      'logcat',
      'Android',
      '11-25 22:40:01.123  1234  5678 E AndroidRuntime: FATAL EXCEPTION: main',
      {
        timestamp: AT,
        level: 'error',
        message: 'FATAL EXCEPTION: main',
        attributes: { logger: 'AndroidRuntime', tid: '5678' },
      },
    ],
    [
      'monolog',
      'Laravel',
      '[2026-11-25 22:40:01] production.ERROR: declined {"order":7} []',
      {
        timestamp: SECOND,
        level: 'error',
        message: 'declined',
        environment: 'production',
        attributes: { context: { order: 7 } },
      },
    ],
    [
      'monolog',
      'Monolog',
      '[2026-11-25T22:40:01.123+00:00] app.WARNING: slow [] []',
      { timestamp: AT, level: 'warn', message: 'slow', attributes: { channel: 'app' } },
    ],
    [
      'postgresql',
      'PostgreSQL is slow',
      '2026-11-25 22:40:01.123 UTC [123] LOG:  duration: 5123.456 ms  statement: SELECT 1',
      { timestamp: AT, level: 'info', response_time: 5_123.456, message: 'duration: 5123.456 ms  statement: SELECT 1' },
    ],
    [
      'postgresql',
      'PostgreSQL ends a session',
      '2026-11-25 22:40:01.123 UTC [123] shop@main FATAL:  password authentication failed for user "shop"',
      { level: 'error', attributes: { user: 'shop', database: 'main' } },
    ],
    ['postgresql', 'PostgreSQL ends', '2026-11-25 22:40:01.123 UTC [123] PANIC:  could not write', { level: 'fatal' }],
    [
      'aws_elb',
      'an Application Load Balancer',
      ALB,
      {
        timestamp: '2026-11-25T22:40:01.123456Z',
        method: 'GET',
        endpoint: '/cart?a=1',
        status_code: 502,
        response_time: 50,
        ip_address: '192.0.2.4',
        user_agent: 'curl/8',
      },
    ],
    [
      'aws_elb',
      'a Classic Load Balancer',
      '2026-11-25T22:40:01.123456Z shop 192.0.2.4:2817 - -1 -1 -1 503 0 0 0 "GET http://shop.example:80/ HTTP/1.1" "curl/8" - -'.replace(
        ' 0 0 0 ',
        ' - 0 0 ',
      ),
      { status_code: 503, endpoint: '/' },
    ],
  ])('are read as %s: %s', (format, _, line, record) => {
    const parsed = parse(line);
    expect(parsed.format).toBe(format);
    expect(parsed.record).toMatchObject({ ...record, raw: line });
  });

  it('are read inside syslog: HAProxy', () => {
    const line =
      '<134>Nov 25 22:40:01 lb-1 haproxy[14]: 192.0.2.4:5123 [25/Nov/2026:22:40:01.123] front back/srv1 10/0/30/69/109 503 2750 - - ---- 1/1/1/1/0 0/0 "GET /cart HTTP/1.1"';
    expect(parse(line)).toMatchObject({
      format: 'rfc3164',
      record: {
        timestamp: AT,
        host: 'lb-1',
        service: 'haproxy',
        method: 'GET',
        endpoint: '/cart',
        status_code: 503,
        response_time: 109,
        ip_address: '192.0.2.4',
        message: '"GET /cart HTTP/1.1" 503 2750',
      },
    });
  });

  it.each([
    ['Nov 25 22:40:01 host postfix/smtpd[12]: warning: hostname does not resolve', 'warn'],
    ['Nov 25 22:40:01 host kernel: [123.4] Out of memory: Killed process 7 (java)', 'error'],
    ['Nov 25 22:40:01 host kernel: Kernel panic - not syncing', 'fatal'],
    ['Nov 25 22:40:01 host postfix/master[1]: fatal: bind: Address already in use', 'fatal'],
    ['Nov 25 22:40:01 host sshd[1]: fatal: Timeout before authentication for 192.0.2.4', 'error'],
    ['<82>Nov 25 22:40:01 host sshd[1]: fatal: Timeout before authentication for 192.0.2.4', 'error'],
    ['<82>1 2026-11-25T22:40:01Z host sshd 1 - - fatal: no matching key exchange method', 'error'],
    ['<34>Nov 25 22:40:01 host su: failed', 'fatal'],
    ['Nov 25 22:40:01 host app: the error: was small', undefined],
  ])('of syslog have the level that the program means: %s', (line, level) => {
    expect(parse(line).record.level).toBe(level);
  });
});
