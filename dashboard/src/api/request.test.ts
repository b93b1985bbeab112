import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Answer, type Asked, type FakeFetch, fakeFetch } from '../../../test/stand-ins/fake-fetch.ts';
import { getJson, isLate, sendJson } from './request.ts';

let respond: (asked: Asked) => Answer | Promise<Answer>;
let server: FakeFetch;
beforeEach(() => {
  server = fakeFetch((asked) => respond(asked));
});
afterEach(() => server.restore());

const unreadable = { code: 'bad_answer', message: 'The answer (200) could not be read.' };

test('an answer that says nothing is none, unless it need not say anything', async () => {
  respond = () => ({ status: 200, body: undefined });
  await expect(getJson('/api/v1/alert-rules')).rejects.toMatchObject(unreadable);
  await expect(sendJson('POST', '/api/v1/classify', {})).rejects.toMatchObject(unreadable);
  respond = () => ({ status: 204, body: undefined });
  expect(await sendJson('DELETE', '/api/v1/alert-rules/a')).toBeUndefined();
  respond = () => ({ status: 500, body: undefined });
  await expect(getJson('/api/v1/alert-rules')).rejects.toMatchObject({ code: 'internal' });
});

test.each([{}, null, 'alerts', []])('an answer %j without what is expected of it is none', async (body) => {
  respond = () => ({ status: 200, body });
  const asked = getJson('/api/v1/alerts', {}, undefined, { expects: 'alerts' });
  await expect(asked).rejects.toMatchObject(unreadable);
});

describe('a server that hangs', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.now() });
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const late = new AbortController();
      setTimeout(() => late.abort(), ms);
      return late.signal;
    });
    respond = ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  test.each([
    { path: '/api/v1/queue/status', seconds: 15 },
    { path: '/api/v1/logs/search', seconds: 30 },
  ])('has $seconds s to answer $path', async ({ path, seconds }) => {
    let failure: unknown = null;
    const asked = getJson(path).catch((error: unknown) => {
      failure = error;
    });
    await jest.advanceTimersByTimeAsync(seconds * 1_000 - 1);
    expect(failure).toBeNull();
    await jest.advanceTimersByTimeAsync(1);
    await asked;
    expect(isLate(failure)).toBe(true);
    expect(String(failure)).toContain(`The server did not answer within ${seconds} seconds.`);
  });

  test('that nobody waits for any more is not late', async () => {
    const leaving = new AbortController();
    const asked = getJson('/api/v1/queue/status', {}, leaving.signal);
    const told = expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    leaving.abort();
    await told;
  });
});
