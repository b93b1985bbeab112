import { afterEach, expect, jest, test } from '@jest/globals';
import { getHealth } from './health.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

function answer(status: number, body: unknown): void {
  globalThis.fetch = async () => new Response(JSON.stringify(body), { status });
}

test('an unhealthy server is heard, with the part that is ill', async () => {
  const body = { status: 'unhealthy', checks: { store: { status: 'unhealthy' } } };
  answer(503, body);
  expect(await getHealth()).toEqual(body);
});

test('a proxy that answers for the server is no health', async () => {
  answer(503, { error: { code: 'unavailable', message: 'no upstream' } });
  await expect(getHealth()).rejects.toMatchObject({ code: 'unavailable' });
});

test('a server that does not answer in time does not answer', async () => {
  jest.useFakeTimers({ now: Date.now() });
  const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const late = new AbortController();
    setTimeout(() => late.abort(), ms);
    return late.signal;
  });
  globalThis.fetch = ((_url: string, { signal }: RequestInit) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))) as typeof fetch;
  const asked = expect(getHealth(new AbortController().signal)).rejects.toMatchObject({ code: 'offline' });
  await jest.advanceTimersByTimeAsync(5_000);
  await asked;
  timeout.mockRestore();
  jest.useRealTimers();
});
