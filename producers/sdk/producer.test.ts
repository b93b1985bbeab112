import { describe, expect, it } from '@jest/globals';
import { type Answer, status, taken, takenBut } from './test-subjects/log-server.ts';
import { expectBalance, useScene } from './test-subjects/scene.ts';

const scene = useScene();

describe('a producer over HTTP', () => {
  it('sends what a log says, with what the producer knows, as the gateway takes it', async () => {
    const producer = scene.produce({ environment: 'test', host: 'h1', fields: { version: '2.1' } });
    producer.info('order placed', { order_id: 'A-17', response_time: 12.5 });
    producer.log({ level: 'warn', message: 'slow', service: 'pay', timestamp: new Date(0) });
    producer.error(new TypeError('no such item'));
    expect(await producer.flush()).toBe(true);
    const timestamp = new Date(scene.clock.now()).toISOString();
    const base = { environment: 'test', host: 'h1', version: '2.1' };
    expect(scene.server.records).toEqual([
      {
        timestamp,
        level: 'info',
        service: 'shop',
        message: 'order placed',
        order_id: 'A-17',
        response_time: 12.5,
        ...base,
      },
      { timestamp: '1970-01-01T00:00:00.000Z', level: 'warn', service: 'pay', message: 'slow', ...base },
      expect.objectContaining({
        level: 'error',
        message: 'no such item',
        error: expect.objectContaining({ type: 'TypeError', stack: expect.stringContaining('producer.test') }),
      }),
    ]);
    expect(scene.server.received[0]).toMatchObject({
      path: '/api/v1/logs',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(producer.stats()).toMatchObject({ accepted: 3, acked: 3, dropped: 0, buffered: 0, bufferedBytes: 0 });
  });

  it('compresses larger bodies, and sends headers and the login of the URL', async () => {
    const url = scene.server.url.replace('http://', 'http://agent:s%20ecret@');
    const producer = scene.produce({ url: `${url}/api/v1/logs`, headers: { 'x-token': 't' } });
    for (let n = 0; n < 100; n += 1) producer.info(`request ${n} was answered in good time`);
    await producer.flush();
    const [first] = scene.server.received;
    expect(first?.headers).toMatchObject({
      'content-encoding': 'gzip',
      'x-token': 't',
      authorization: `Basic ${Buffer.from('agent:s ecret').toString('base64')}`,
    });
    expect(first?.path).toBe('/api/v1/logs');
    expect(first?.records).toHaveLength(100);
    expect(first?.bytes).toBeLessThan(3_000);
  });

  it('waits for more until the linger is over, and no longer once a batch is full', async () => {
    const producer = scene.produce({ lingerMs: 1_000, batchCount: 10 });
    producer.info('one');
    await scene.clock.advance(999);
    expect(scene.server.received).toHaveLength(0);
    await scene.clock.advanceUntil(() => scene.server.records.length === 1, 1);
    for (let n = 0; n < 10; n += 1) producer.info('many');
    const before = scene.clock.now();
    await scene.clock.advanceUntil(() => scene.server.records.length === 11, 1_000);
    expect(scene.clock.now()).toBe(before);
  });

  it('keeps the order, over many batches and both severities', async () => {
    const producer = scene.produce({ batchCount: 7 });
    for (let n = 0; n < 100; n += 1) (n % 3 === 0 ? producer.error : producer.info)(String(n));
    expect(await producer.flush()).toBe(true);
    expect(scene.messages()).toEqual(Array.from({ length: 100 }, (_, n) => String(n)));
    expect(scene.server.received).toHaveLength(15);
  });

  it.each([
    ['503', status(503)],
    ['a page of something else', status(200, { 'content-type': 'text/html' }, '<h1>Welcome</h1>')],
    ['401, until somebody mends it', status(401)],
    ['a connection that breaks', ((response) => void response.socket?.destroy()) satisfies Answer],
    ['bytes that are no HTTP', ((response) => void response.socket?.end('\u0016 nonsense\r\n\r\n')) satisfies Answer],
  ])('tries again, ever more slowly, after %s', async (_, answer) => {
    scene.server.answerNext(answer, answer, answer);
    const producer = scene.produce({ lingerMs: 0 });
    const begun = scene.clock.now();
    producer.info('kept');
    await scene.clock.advanceUntil(() => producer.stats().acked === 1, 10_000);
    expect(scene.clock.now() - begun).toBe(100 + 200 + 400);
    expect(producer.stats().failures).toBe(3);
    expect(scene.told).toHaveLength(1);
    expectBalance(producer);
  });

  it('tries for ever, at least every 30 s', async () => {
    for (let n = 0; n < 20; n += 1) scene.server.answerNext(status(500));
    const producer = scene.produce({ lingerMs: 0 });
    producer.info('kept');
    await scene.clock.advanceUntil(() => producer.stats().acked === 1, 20 * 30_000);
    expect(scene.messages()).toEqual(['kept']);
  });

  it.each([
    ['seconds', () => '40', 40_000],
    ['a date', () => new Date(scene.clock.now() + 60_000).toUTCString(), 60_000],
    ['an age', () => '99999999', 300_000],
  ])('waits as long as Retry-After says, given as %s', async (_, value, ms) => {
    scene.server.answerNext(status(429, { 'retry-after': value() }));
    const producer = scene.produce({ lingerMs: 0 });
    const begun = scene.clock.now();
    producer.info('kept');
    await scene.clock.advanceUntil(() => producer.stats().acked === 1, 400_000);
    expect(scene.clock.now() - begun).toBe(ms);
  });

  it('gives up on an answer that does not come, and tries again', async () => {
    scene.server.answerNext(() => {});
    const producer = scene.produce({ requestTimeoutMs: 50, lingerMs: 0 });
    producer.info('kept');
    await scene.clock.advanceUntil(() => producer.stats().acked === 1, 1_000);
    expect(producer.stats().lastFailure).toBe('no answer within 50 ms');
  });

  it('counts what the server rejects, and tells of it', async () => {
    scene.server.answerNext(takenBut(1));
    const producer = scene.produce();
    for (const message of ['a', 'b', 'c']) producer.info(message);
    expect(await producer.flush()).toBe(true);
    expect(producer.stats()).toMatchObject({ accepted: 3, acked: 2, dropped: 1, droppedBy: { rejected: 1 } });
    expect(scene.server.records).toEqual([
      expect.objectContaining({
        level: 'warn',
        service: 'shop',
        message: 'sdk.dropped: 1 logs of this service were dropped (rejected by the server: 1)',
        sdk: { dropped: 1, by_reason: { rejected: 1 }, from: expect.any(String), to: expect.any(String) },
      }),
    ]);
  });

  it('drops a batch that is refused for good, and goes on', async () => {
    scene.server.answerNext(status(400, {}, '{"error":{"message":"none of them"}}'));
    const producer = scene.produce({ batchCount: 2 });
    for (const message of ['a', 'b', 'c']) producer.info(message);
    await producer.flush();
    expect(producer.stats()).toMatchObject({ acked: 1, droppedBy: { rejected: 2 } });
    expect(scene.messages()).toContain('c');
  });

  it('halves what is too large at once until it fits', async () => {
    scene.server.answerAlways((response, records) => (records.length > 3 ? status(413) : taken)(response, records));
    const producer = scene.produce();
    for (let n = 0; n < 10; n += 1) producer.info(String(n));
    expect(await producer.flush()).toBe(true);
    expect(producer.stats()).toMatchObject({ acked: 10, dropped: 0 });
  });

  it('does not send before the call that logs has returned', async () => {
    const producer = scene.produce({ batchCount: 1 });
    producer.info('x');
    expect(producer.stats()).toMatchObject({ buffered: 1, acked: 0 });
    await producer.flush();
  });
});

describe('flush and close', () => {
  it('say whether everything is out, and do not reject', async () => {
    scene.server.answerAlways(status(503, { 'retry-after': '60' }));
    const producer = scene.produce();
    producer.info('kept');
    const flushed = producer.flush(50);
    await scene.clock.advance(50);
    expect(await flushed).toBe(false);
    expect(producer.stats().buffered).toBe(1);
    scene.server.answerAlways(taken);
    await scene.clock.advanceUntil(() => producer.stats().acked === 1);
    expect(await producer.flush()).toBe(true);
  });

  it('do not wait for the next try', async () => {
    scene.server.answerNext(status(503), status(503), status(503), status(503));
    const producer = scene.produce({ lingerMs: 0 });
    producer.info('kept');
    await scene.clock.advanceUntil(() => producer.stats().failures === 4);
    expect(await producer.flush()).toBe(true);
  });

  it('count what a closed producer could not send, and what came after', async () => {
    scene.server.answerAlways(() => {});
    const producer = scene.produce();
    producer.info('in flight');
    const closed = producer.close(30);
    await scene.clock.advance(30);
    await closed;
    producer.info('late');
    await producer.close();
    expect(producer.stats()).toMatchObject({ accepted: 2, acked: 0, buffered: 0, droppedBy: { closed: 2 } });
  });
});
