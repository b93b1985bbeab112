import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AlertEvent } from '../../core/alert.ts';
import { readAlertEvent } from '../../core/alert-event.ts';
import { readTopic } from '../../core/read-topic.ts';
import { TOPIC } from '../../core/topics.ts';
import { createAlertEvent } from '../../test/stand-ins/alert-event.ts';
import { type ApiServer, SERVER_NOW, startApiServer } from '../../test/stand-ins/api-server.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
});
afterEach(() => server.close());

describe('alerts', () => {
  const events = [
    createAlertEvent({ id: 'a1', severity: 'high', service: 'pay', started_at: '2026-11-20T09:00:00.000Z' }),
    createAlertEvent({ id: 'a2', severity: 'critical', service: 'pay', started_at: '2026-11-20T10:00:00.000Z' }),
    createAlertEvent({ id: 'a3', severity: 'low', service: 'shop', started_at: '2026-11-20T11:00:00.000Z' }),
  ];
  beforeEach(async () => {
    for (const event of events) await server.alertStore.record(event);
  });

  test.each([
    ['', ['a3', 'a2', 'a1']],
    ['?status=open', ['a3', 'a2', 'a1']],
    ['?status=resolved', []],
    ['?severity=high,critical', ['a2', 'a1']],
    ['?service=shop', ['a3']],
    ['?from=now-90m', ['a3']],
    ['?to=2026-11-20T10:00:00Z', ['a2', 'a1']],
  ])('GET /api/v1/alerts%s', async (parameters, ids) => {
    const { status, body } = await server.get(`/api/v1/alerts${parameters}`);
    expect(status).toBe(200);
    expect(body.alerts.map((alert: { id: string }) => alert.id)).toEqual(ids);
  });

  test('are paged by a cursor of their own request', async () => {
    const first = await server.get('/api/v1/alerts?limit=2');
    const second = await server.get(`/api/v1/alerts?limit=2&cursor=${first.body.next_cursor}`);
    expect(second.body).toMatchObject({ alerts: [{ id: 'a1' }], next_cursor: null });
    const wrong = await server.get(`/api/v1/alerts?service=pay&cursor=${first.body.next_cursor}`);
    expect(wrong.body.error.code).toBe('invalid_cursor');
  });

  test('are acknowledged, assigned, commented on and resolved, and keep the story', async () => {
    const act = (action: string, body?: unknown) => server.call('POST', `/api/v1/alerts/a1/${action}`, body);
    expect((await act('acknowledge', { by: 'ada', text: 'on it' })).body).toMatchObject({ status: 'acknowledged' });
    expect((await act('assign', { by: 'ada', assignee: 'bob' })).body).toMatchObject({ assignee: 'bob' });
    expect((await act('comments', { text: 'a full disk' })).body.timeline.at(-1)).toMatchObject({
      by: 'api',
      text: 'a full disk',
    });
    expect((await act('resolve')).body).toMatchObject({
      status: 'resolved',
      ended_at: new Date(SERVER_NOW).toISOString(),
    });
    const { body } = await server.get('/api/v1/alerts/a1');
    expect(body.timeline.map((entry: { action: string }) => entry.action)).toEqual([
      'opened',
      'acknowledged',
      'assigned',
      'commented',
      'resolved',
    ]);
    const again = await act('resolve');
    expect([again.status, again.body.error.code]).toEqual([409, 'conflict']);
  });

  test('wrong requests are told apart', async () => {
    expect((await server.get('/api/v1/alerts/none')).status).toBe(404);
    expect((await server.call('POST', '/api/v1/alerts/none/resolve')).status).toBe(404);
    expect((await server.get('/api/v1/alerts?status=foo')).body.error.details).toEqual({ parameter: 'status' });
    const comment = await server.call('POST', '/api/v1/alerts/a1/comments', { text: '' });
    expect([comment.status, comment.body.error.details]).toEqual([400, { path: 'text' }]);
  });
});

describe('alert rules', () => {
  const rule = {
    name: 'many-errors',
    query: 'level:>=error',
    condition: { type: 'count', op: '>', threshold: 10 },
    severity: 'high',
  };

  test('can be read, made, changed and taken back, and each answer is already true', async () => {
    const before = (await server.get('/api/v1/alert-rules')).body.rules;
    expect(before.every((one: { origin: string }) => one.origin === 'default')).toBe(true);
    const made = await server.call('POST', '/api/v1/alert-rules', rule);
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ ...rule, window: '1m', enabled: true, origin: 'api' }),
    ]);
    expect((await server.get('/api/v1/alert-rules')).body.rules).toHaveLength(before.length + 1);
    const changed = await server.call('PUT', '/api/v1/alert-rules/many-errors', { ...made.body, severity: 'low' });
    expect([changed.status, changed.body.severity]).toEqual([200, 'low']);
    expect((await server.get('/api/v1/alert-rules/many-errors')).body.severity).toBe('low');
    expect((await server.call('DELETE', '/api/v1/alert-rules/many-errors')).status).toBe(204);
    expect((await server.get('/api/v1/alert-rules/many-errors')).status).toBe(404);
    expect((await server.get('/api/v1/alert-rules')).body.rules).toEqual(before);
  });

  test('a shipped rule can be overridden, and is back when the change is deleted', async () => {
    const [shipped] = (await server.get('/api/v1/alert-rules')).body.rules;
    const path = `/api/v1/alert-rules/${shipped.name}`;
    const refused = await server.call('DELETE', path);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'conflict']);
    const off = await server.call('PUT', path, { ...shipped, enabled: false });
    expect(off.body).toEqual({ ...shipped, enabled: false, origin: 'api' });
    expect((await server.call('DELETE', path)).status).toBe(204);
    expect((await server.get(path)).body).toEqual(shipped);
  });

  test.each([
    ['an unknown key', { ...rule, colour: 'red' }, 'colour'],
    ['a wrong query', { ...rule, query: 'level:loud' }, 'query'],
    [
      'a wrong query inside the condition',
      { ...rule, condition: { type: 'ratio', of: '(', op: '>', threshold: 0.5 } },
      'condition.of',
    ],
    ['a wrong window', { ...rule, window: '5 years' }, 'window'],
    ['a missing threshold', { ...rule, condition: { type: 'count', op: '>' } }, 'condition.threshold'],
  ])('%s is invalid_rule with its path', async (_, body, path) => {
    const answer = await server.call('POST', '/api/v1/alert-rules', body);
    expect([answer.status, answer.body.error.code, answer.body.error.details.path]).toEqual([
      400,
      'invalid_rule',
      path,
    ]);
  });

  test('everything that is wrong with a rule is told', async () => {
    const wrong = { severity: 'loud', query: 'level:loud', condition: { type: 'count', op: '>', threshold: -1 } };
    const { body } = await server.call('POST', '/api/v1/alert-rules', wrong);
    expect(body.error.details.faults.map((fault: { path: string }) => fault.path)).toEqual([
      'name',
      'condition.threshold',
      'severity',
      'query',
    ]);
    expect(body.error.message).toMatch(/^name: is missing; condition\.threshold: .*; severity: .*; query: /);
  });

  test('the channels are tried by an alert that says it is a test, and its end', async () => {
    await server.call('POST', '/api/v1/alert-rules', rule);
    const { status, body } = await server.call('POST', '/api/v1/alert-rules/many-errors/test');
    expect(status).toBe(202);
    const events: AlertEvent[] = [];
    await readTopic(server.bus, TOPIC.alerts, 'earliest', (messages) => {
      events.push(...messages.map(({ value }) => readAlertEvent(value ?? Buffer.alloc(0))));
      return true;
    });
    expect(events.map(({ id, type, rule: of, description }) => [id, type, of, description])).toEqual([
      [body.id, 'firing', 'many-errors', 'Test: nothing has happened.'],
      [body.id, 'resolved', 'many-errors', 'Test: nothing has happened.'],
    ]);
    expect((await server.call('POST', '/api/v1/alert-rules/no-such/test')).status).toBe(404);
  });

  test('a name is taken once, and is the one of the path', async () => {
    await server.call('POST', '/api/v1/alert-rules', rule);
    expect((await server.call('POST', '/api/v1/alert-rules', rule)).body.error.code).toBe('conflict');
    const other = await server.call('PUT', '/api/v1/alert-rules/other', rule);
    expect([other.status, other.body.error.details.path]).toEqual([400, 'name']);
  });
});

describe('dead letters', () => {
  const letter = (index: number, headers: Record<string, string> = {}) => ({
    topic: TOPIC.deadLetters,
    key: `service-${index}`,
    value: index === 3 ? Buffer.from([0xff, 0xfe]) : `not JSON ${index}`,
    timestamp: SERVER_NOW - 1_000 + index,
    headers: {
      source: 'http',
      'dlq.code': index % 2 ? 'decode_failed' : 'store_rejected',
      'dlq.stage': 'decode',
      'dlq.reason': 'why',
      'dlq.source': `logs-2-${index}`,
      ...headers,
    },
  });
  beforeEach(async () => {
    await server.bus.publish(
      Array.from({ length: 7 }, (_, index) => letter(index, index === 6 ? { 'dlq.reprocessed': '3' } : {})),
    );
  });

  async function sentTo(topic: string) {
    const found: { key: string | null; value: string; headers: Readonly<Record<string, string>> }[] = [];
    await readTopic(server.bus, topic, 'earliest', (messages) => {
      for (const { key, value, headers } of messages) found.push({ key, value: value.toString('latin1'), headers });
      return true;
    });
    return found.sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  }

  test('are listed newest first, page by page', async () => {
    const keys: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await server.get(`/api/v1/dlq?limit=2${cursor && `&cursor=${cursor}`}`);
      keys.push(...body.dead_letters.map((one: { key: string }) => one.key));
      cursor = body.next_cursor;
    }
    expect(keys).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `service-${index}`));
    const { body } = await server.get('/api/v1/dlq');
    expect(body.dead_letters[1]).toMatchObject({
      code: 'decode_failed',
      stage: 'decode',
      reason: 'why',
      value: 'not JSON 5',
      encoding: 'utf8',
      reprocessed: 0,
      headers: { source: 'http' },
    });
    expect(body.dead_letters[3]).toMatchObject({ value: '//4=', encoding: 'base64' });
  });

  test('are listed by code, stage, topic, text and time', async () => {
    await server.bus.publish([
      letter(7, { 'dlq.stage': 'index', 'dlq.source': 'logs.classified-0-1', 'dlq.code': 'store_rejected' }),
    ]);
    const keysOf = async (parameters: string): Promise<string[]> => {
      const { body } = await server.get(`/api/v1/dlq?${parameters}`);
      return body.dead_letters.map((one: { key: string }) => one.key.replace('service-', ''));
    };
    expect(await keysOf('code=decode_failed')).toEqual(['5', '3', '1']);
    expect(await keysOf('stage=index')).toEqual(['7']);
    expect(await keysOf('topic=logs.classified')).toEqual(['7']);
    expect(await keysOf('q=JSON%205')).toEqual(['5']);
    expect(await keysOf(`from=${SERVER_NOW - 998}&to=${SERVER_NOW - 996}`)).toEqual(['4', '3', '2']);
    expect(await keysOf('code=decode_failed&stage=index')).toEqual([]);
    expect((await server.get('/api/v1/dlq?from=never')).status).toBe(400);
    expect((await server.get('/api/v1/dlq?from=now&to=now-1h')).status).toBe(400);
  });

  test('are found however many others came since, newest first', async () => {
    const others = Array.from({ length: 4_000 }, (_, index) => ({
      ...letter(index % 3, { 'dlq.code': 'classify_failed' }),
      timestamp: SERVER_NOW + index,
    }));
    await server.bus.publish(others);
    const { body } = await server.get('/api/v1/dlq?code=decode_failed');
    expect(body.dead_letters.map((one: { key: string }) => one.key)).toEqual(['service-5', 'service-3', 'service-1']);
    const first = await server.get('/api/v1/dlq?code=classify_failed&limit=2');
    expect(first.body.dead_letters.map(({ at }: { at: string }) => Date.parse(at) - SERVER_NOW)).toEqual([
      3_999, 3_998,
    ]);
    const cursor = first.body.next_cursor;
    const next = await server.get(`/api/v1/dlq?code=classify_failed&limit=2&cursor=${cursor}`);
    expect(next.body.dead_letters.map(({ at }: { at: string }) => Date.parse(at) - SERVER_NOW)).toEqual([3_997, 3_996]);
    expect((await server.get(`/api/v1/dlq?code=decode_failed&cursor=${cursor}`)).status).toBe(400);
  });

  test('a dry run counts and sends nothing', async () => {
    const { body } = await server.call('POST', '/api/v1/dlq/replay', { all: true, dry_run: true });
    expect(body).toEqual({ matched: 7, replayed: 0, refused: 1, dry_run: true });
    expect(await sentTo(TOPIC.logs)).toEqual([]);
  });

  test('go through the pipeline again untouched and counted, but not for ever', async () => {
    const { body } = await server.call('POST', '/api/v1/dlq/replay', { all: true });
    expect(body).toEqual({ matched: 7, replayed: 6, refused: 1, dry_run: false });
    const sent = await sentTo(TOPIC.logs);
    expect(sent.map(({ key }) => key)).toEqual([0, 1, 2, 3, 4, 5].map((index) => `service-${index}`));
    expect(sent[3]).toMatchObject({ value: '\u00ff\u00fe', headers: { source: 'http', 'dlq.reprocessed': '1' } });
  });

  test('go back to the topic they failed on; one that does not say which goes nowhere', async () => {
    const sources = ['logs.classified-1-5', 'alerts-0-7', 'elsewhere-0-1', ''];
    await server.bus.publish(
      sources.map((source, index) => letter(10 + index, { 'dlq.source': source, 'dlq.stage': 'other' })),
    );
    const { body } = await server.call('POST', '/api/v1/dlq/replay', { stage: 'other' });
    expect(body).toEqual({ matched: 4, replayed: 2, refused: 2, dry_run: false });
    expect(await sentTo(TOPIC.logs)).toEqual([]);
    expect(await sentTo(TOPIC.classified)).toMatchObject([
      { key: 'service-10', value: 'not JSON 10', headers: { 'dlq.reprocessed': '1' } },
    ]);
    expect(await sentTo(TOPIC.alerts)).toMatchObject([{ key: 'service-11', value: 'not JSON 11' }]);
  });

  test('are chosen by id or by code', async () => {
    const { body } = await server.get('/api/v1/dlq');
    const ids = [body.dead_letters[1].id, body.dead_letters[6].id];
    expect((await server.call('POST', '/api/v1/dlq/replay', { ids })).body).toMatchObject({ matched: 2, replayed: 2 });
    expect((await sentTo(TOPIC.logs)).map(({ key }) => key)).toEqual(['service-0', 'service-5']);
    const byCode = await server.call('POST', '/api/v1/dlq/replay', { code: 'decode_failed', dry_run: true });
    expect(byCode.body.matched).toBe(3);
    const byText = await server.call('POST', '/api/v1/dlq/replay', { q: 'JSON 5', dry_run: true });
    expect(byText.body.matched).toBe(1);
    const byTime = { topic: 'logs', from: String(SERVER_NOW - 998), dry_run: true };
    expect((await server.call('POST', '/api/v1/dlq/replay', byTime)).body.matched).toBe(5);
    expect((await server.call('POST', '/api/v1/dlq/replay', {})).status).toBe(400);
  });

  test('go at the rate that was asked for, and a request does not go on for minutes', async () => {
    const sent = await server.call('POST', '/api/v1/dlq/replay', { all: true, rate_per_s: 50 });
    expect(sent.body).toMatchObject({ matched: 7, replayed: 6 });
    const before = (await sentTo(TOPIC.logs)).length;
    const { status, body } = await server.call('POST', '/api/v1/dlq/replay', { all: true, rate_per_s: 0.05 });
    expect(status).toBe(400);
    expect(body.error.message).toContain('6 dead letters at 0.05 a second take 120 s');
    expect(await sentTo(TOPIC.logs)).toHaveLength(before);
  });
});

test('GET /api/v1/queue/status shows every partition and consumer', async () => {
  await server.bus.publish([{ topic: TOPIC.logs, key: 'a', value: '{}', timestamp: SERVER_NOW - 5_000 }]);
  const taken = Promise.withResolvers<void>();
  const subscription = await server.bus.subscribe({
    group: 'processor',
    topics: [TOPIC.logs],
    async onBatch(batch) {
      await batch.commit({ offset: 0 });
      taken.resolve();
    },
  });
  await taken.promise;
  await subscription.close();
  const { body } = await server.get('/api/v1/queue/status');
  expect(body.consumers).toEqual([{ group: 'processor', topic: 'logs', lag: 1, oldest_age_ms: 5_000 }]);
  expect(body.topics.find((one: { topic: string }) => one.topic === 'logs').partitions).toHaveLength(3);
  expect(body.dead_letters).toBe(0);
});

describe('health', () => {
  let checked: ApiServer;
  let status: 'healthy' | 'degraded' | 'unhealthy' = 'healthy';
  beforeAll(async () => {
    checked = await startApiServer({
      checks: {
        model: async () => ({ status, version: '7' }),
        processor: async () => {
          if (status === 'unhealthy') throw new Error('secret');
          return { status };
        },
      },
    });
  });
  afterAll(() => checked.close());

  test.each([
    ['healthy', 200],
    ['degraded', 200],
    ['unhealthy', 503],
  ] as const)('a part that is %s makes it %d', async (given, code) => {
    status = given;
    const answer = await checked.get('/health');
    expect([answer.status, answer.body.status, answer.body.version, answer.body.uptime_s]).toEqual([
      code,
      given,
      '1.2.3',
      0,
    ]);
    expect(answer.body.checks.bus).toEqual({ status: 'healthy', latency_ms: expect.any(Number) });
    expect(answer.body.checks.model).toMatchObject({ status: given, version: '7' });
    expect(Object.keys(answer.body.checks).sort()).toEqual(['bus', 'model', 'processor', 'store']);
    expect(answer.text).not.toContain('secret');
    expect((await checked.get('/health/live')).status).toBe(200);
    expect((await checked.get('/health/ready')).status).toBe(200);
  });

  test('metrics are handed on as they are', async () => {
    const { text, headers } = await checked.get('/metrics');
    expect([text, headers.get('content-type')]).toEqual(['up 1\n', 'text/plain; version=0.0.4']);
  });
});
