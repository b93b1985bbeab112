import { afterEach, expect, test } from '@jest/globals';
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
