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
  const letter = { topic: TOPIC.deadLetters, key: null, value: 'no log' };
  for (let count = 1; count <= 2; count += 1) {
    await server.bus.publish([letter]);
    expect((await server.get('/api/v1/queue/status')).body.dead_letters).toBe(count);
  }
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
