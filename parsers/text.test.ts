import { describe, expect, it } from '@jest/globals';
import { parseLine } from './detect.ts';

const receivedAt = Date.parse('2026-11-26T10:00:00Z');
const parse = (line: string) => parseLine(line, { receivedAt });
const AT = '2026-11-25T22:40:01.123Z';
const SECOND = '2026-11-25T22:40:01.000Z';

describe('lines that begin with time, level and origin', () => {
  it.each([
    [
      'Python',
      '2026-11-25 22:40:01,123 - myapp.db - ERROR - pool exhausted',
      AT,
      'error',
      'pool exhausted',
      { logger: 'myapp.db' },
    ],
    ['Python without a time', 'ERROR:root:pool exhausted', undefined, 'error', 'pool exhausted', { logger: 'root' }],
    [
      'Python with the logger first',
      '2026-11-25 22:40:01,123 myapp.db WARNING slow',
      AT,
      'warn',
      'slow',
      { logger: 'myapp.db' },
    ],
    [
      'Airflow',
      '[2026-11-25 22:40:01,123] {job.py:115} INFO - started',
      AT,
      'info',
      'started',
      { thread: 'job.py:115' },
    ],
    [
      'Elasticsearch',
      '[2026-11-25T22:40:01,123][WARN ][o.e.m.j.JvmGcMonitorService] [node-1] overhead',
      AT,
      'warn',
      '[node-1] overhead',
      { logger: 'o.e.m.j.JvmGcMonitorService' },
    ],
    [
      'Go',
      '2026/11/25 22:40:01 http: panic serving 192.0.2.4:5: nil map',
      SECOND,
      'error',
      'http: panic serving 192.0.2.4:5: nil map',
      {},
    ],
    ['Go that ends', '2026/11/25 22:40:01 panic: nil map', SECOND, 'fatal', 'panic: nil map', {}],
    ['Go without a level', '2026/11/25 22:40:01 listening on :8080', SECOND, undefined, 'listening on :8080', {}],
    ['Serilog', '2026-11-25 23:40:01.123 +01:00 [INF] started', AT, 'info', 'started', {}],
    ['Serilog’s console', '[22:40:01 ERR] declined', undefined, 'error', 'declined', {}],
    ['.NET', '2026-11-25 22:40:01.123 [Information] started', AT, 'info', 'started', {}],
    [
      'logback without a date',
      '22:40:01.123 [main] DEBUG c.e.App - msg',
      undefined,
      'debug',
      'msg',
      { thread: 'main', logger: 'c.e.App' },
    ],
    [
      'logback',
      '2026-11-25 22:40:01.123 [http-nio-8080-exec-1] ERROR c.e.App - msg',
      AT,
      'error',
      'msg',
      { logger: 'c.e.App' },
    ],
    ['bars', '2026-11-25 22:40:01.123|ERROR|declined', AT, 'error', 'declined', {}],
    [
      'Spring Boot with a trace',
      '2026-11-25 22:40:01.123 DEBUG [shop,abc,def] 1 --- [nio-8080-exec-1] c.e.App : msg',
      AT,
      'debug',
      'msg',
      { thread: 'nio-8080-exec-1', logger: 'c.e.App' },
    ],
    [
      'a thread and a trace',
      '2026-11-25 22:40:01.123 [worker-1] [trace=abc] ERROR c.e.App - msg',
      AT,
      'error',
      'msg',
      { thread: 'worker-1', context: 'trace=abc' },
    ],
    [
      'Lambda',
      '2026-11-25T22:40:01.123Z\t8d7f0c4e-1111-2222-3333-444455556666\tERROR\tInvoke Error',
      AT,
      'error',
      'Invoke Error',
      { request_id: '8d7f0c4e-1111-2222-3333-444455556666' },
    ],
    [
      'Spring Boot',
      '2026-11-25T22:40:01.123Z  INFO 1 --- [shop] [           main] c.e.App                  : Started',
      AT,
      'info',
      'Started',
      { pid: '1', thread: 'main', logger: 'c.e.App' },
    ],
    [
      'MySQL',
      '2026-11-25T22:40:01.123Z 0 [Warning] [MY-010068] [Server] CA is self signed',
      AT,
      'warn',
      '[MY-010068] [Server] CA is self signed',
      { pid: '0' },
    ],
    [
      'RabbitMQ',
      '2026-11-25 22:40:01.123 [error] <0.5.0> closing connection',
      AT,
      'error',
      '<0.5.0> closing connection',
      {},
    ],
    [
      'Kafka',
      '[2026-11-25 22:40:01,123] WARN retrying (kafka.server.ReplicaManager)',
      AT,
      'warn',
      'retrying',
      { logger: 'kafka.server.ReplicaManager' },
    ],
    [
      'Hadoop',
      '2026-11-25 22:40:01,123 INFO [main] org.example.app.Master: up',
      AT,
      'info',
      'up',
      { thread: 'main', logger: 'org.example.app.Master' },
    ],
    [
      'Spark',
      '26/11/25 22:40:01 WARN storage.BlockManager - full',
      SECOND,
      'warn',
      'full',
      { logger: 'storage.BlockManager' },
    ],
    [
      'Dropwizard',
      'INFO  [2026-11-25 22:40:01,123] org.example.app.Main: up',
      AT,
      'info',
      'up',
      { logger: 'org.example.app.Main' },
    ],
    [
      'loguru',
      '2026-11-25 22:40:01.123 | ERROR    | mod.x:run:12 - msg',
      AT,
      'error',
      'msg',
      { logger: 'mod.x:run:12' },
    ],
    [
      'zap’s console',
      '2026-11-25T22:40:01.123Z\terror\tshop/pay.go:12\tdeclined',
      AT,
      'error',
      'shop/pay.go:12\tdeclined',
      {},
    ],
    ['PHP-FPM', '[25-Nov-2026 22:40:01] WARNING: pool seems busy', SECOND, 'warn', 'pool seems busy', {}],
    ['a level in brackets', '[ERROR] disk full', undefined, 'error', 'disk full', {}],
    ['a day without a year', 'Nov 25 22:40:01 [warn] slow', SECOND, 'warn', 'slow', {}],
  ])('are read: %s', (_, line, timestamp, level, message, attributes) => {
    const { format, record } = parse(line);
    expect(format).toBe('text');
    expect(record).toEqual({
      ...(timestamp && { timestamp }),
      ...(level && { level }),
      message,
      attributes: expect.objectContaining(attributes),
      raw: line,
    });
  });

  it.each([
    [
      'logfmt',
      '2026-11-25 22:40:01 level=error msg="pool exhausted" db=main',
      { level: 'error', message: 'pool exhausted', attributes: { db: 'main' } },
    ],
    ['JSON', '2026-11-25 22:40:01 {"level":"warn","msg":"slow"}', { level: 'warn', message: 'slow' }],
  ])('may go on in %s', (_, line, record) => {
    expect(parse(line).record).toMatchObject({ timestamp: SECOND, ...record });
  });

  it.each([
    ['a sentence behind a time', '2026-11-25 22:40:01 error handling was improved'],
    ['a level inside a sentence', '2026-11-25 22:40:01 the user said ERROR'],
    ['a protocol', '2026-11-25 22:40:01 HTTP 500 was answered'],
    ['a tag in brackets', '[payments] declined'],
    ['a time of day alone', '10:30:00 is when we meet'],
    ['an ordinary sentence', 'error handling was improved'],
  ])('have no level in %s', (_, line) => {
    expect(parse(line).record).not.toHaveProperty('level');
  });

  it.each([
    ['an exception', 'Error: no such file', 'error'],
    ['Go’s runtime', 'fatal error: all goroutines are asleep - deadlock!', 'fatal'],
    ['a warning', 'WARNING: low memory', 'warn'],
  ])('leave a sentence without a time whole: %s', (_, line, level) => {
    expect(parse(line)).toMatchObject({ format: 'unknown', record: { level, message: line } });
  });

  it('keep a line that is nothing but its head', () => {
    expect(parse('2026-11-25 22:40:01 [ERROR]').record.message).toBe('2026-11-25 22:40:01 [ERROR]');
  });
});
