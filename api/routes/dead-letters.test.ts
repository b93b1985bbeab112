import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readTopic } from '../../core/read-topic.ts';
import { TOPIC } from '../../core/topics.ts';
import { type ApiServer, SERVER_NOW, startApiServer } from '../../test/stand-ins/api-server.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
});
afterEach(() => server.close());

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

  test('say whether and when they were sent again, and are listed and replayed by that', async () => {
    const keysOf = async (parameters: string): Promise<string[]> => {
      const { body } = await server.get(`/api/v1/dlq?${parameters}`);
      return body.dead_letters.map((one: { key: string }) => one.key.replace('service-', ''));
    };
    expect(await keysOf('replayed=true')).toEqual([]);
    await server.call('POST', '/api/v1/dlq/replay', { code: 'decode_failed' });
    expect(await keysOf('replayed=true')).toEqual(['5', '3', '1']);
    expect(await keysOf('replayed=false')).toEqual(['6', '4', '2', '0']);
    const { body } = await server.get('/api/v1/dlq?limit=2');
    expect(body.dead_letters).toMatchObject([
      { reprocessed: 3, replays: 0, replayed_at: null, replay_outcome: null },
      { reprocessed: 0, replays: 1, replayed_at: new Date(SERVER_NOW).toISOString(), replay_outcome: 'sent' },
    ]);
    const rest = await server.call('POST', '/api/v1/dlq/replay', { replayed: false });
    expect(rest.body).toMatchObject({ matched: 4, replayed: 3, refused: 1 });
    expect((await sentTo(TOPIC.logs)).map(({ key }) => key)).toHaveLength(6);
    expect(await keysOf('replayed=false')).toEqual(['6']);
  });

  test('are sent again three times at most, also the very same one', async () => {
    const once = () => server.call('POST', '/api/v1/dlq/replay', { q: 'JSON 5' });
    for (let round = 0; round < 3; round += 1) expect((await once()).body).toMatchObject({ replayed: 1, refused: 0 });
    expect((await once()).body).toMatchObject({ replayed: 0, refused: 1 });
    expect((await sentTo(TOPIC.logs)).map(({ headers }) => headers['dlq.reprocessed'])).toEqual(['1', '2', '3']);
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
