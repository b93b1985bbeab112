import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type Answer, type Asked, type FakeFetch, fakeFetch } from '../../../test/stand-ins/fake-fetch.ts';
import { getHealth } from './health.ts';

let respond: (asked: Asked) => Answer | Promise<Answer>;
let server: FakeFetch;
beforeEach(() => {
  server = fakeFetch((asked) => respond(asked));
});
afterEach(() => server.restore());

test('an unhealthy server is heard, with the part that is ill', async () => {
  const body = { status: 'unhealthy', checks: { store: { status: 'unhealthy' } } };
  respond = () => ({ status: 503, body });
  expect(await getHealth()).toEqual(body);
});

test('a proxy that answers for the server is no health', async () => {
  const error = { code: 'unavailable', message: 'no upstream' };
  respond = () => ({ status: 503, body: { error } });
  await expect(getHealth()).rejects.toMatchObject({ code: 'unavailable' });
});

test('a server that does not answer in time does not answer', async () => {
  jest.useFakeTimers({ now: Date.now() });
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const late = new AbortController();
    setTimeout(() => late.abort(), ms);
    return late.signal;
  });
  respond = ({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  const asked = expect(getHealth(new AbortController().signal)).rejects.toMatchObject({ code: 'late' });
  await jest.advanceTimersByTimeAsync(3_000);
  await asked;
  timeout.mockRestore();
  jest.useRealTimers();
});

test.each([{}, null, { checks: {} }, { status: 'fine', checks: {} }])(
  'an answer %j says nothing of its health',
  async (body) => {
    respond = () => ({ status: 200, body });
    await expect(getHealth()).rejects.toMatchObject({ code: 'unavailable' });
  },
);
