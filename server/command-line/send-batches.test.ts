import { afterEach, describe, expect, it } from '@jest/globals';
import { createFakeClock } from '../../test/stand-ins/fake-clock.ts';
import { type ScriptedAnswer, type StandIn, startScriptedServer } from '../../test/stand-ins/scripted-server.ts';
import { createApiClient } from './api-client.ts';
import type { InputLine } from './read-lines.ts';
import { type Refusal, type SendOptions, sendLines } from './send-batches.ts';

const ACCEPTED = '{"accepted":1,"rejected":[]}';
let server: StandIn;

function errorBody(code: string, details = {}): string {
  return JSON.stringify({ error: { code, message: `because of ${code}`, details }, request_id: 'r' });
}

const fails = (status: number, code: string, headers?: Record<string, string>): ScriptedAnswer => ({
  kind: 'status',
  status,
  body: errorBody(code),
  ...(headers && { headers }),
});

async function* linesOf(texts: readonly string[]): AsyncGenerator<InputLine> {
  for (const [index, text] of texts.entries()) yield { bytes: Buffer.from(text), file: 'a.log', number: index + 1 };
}

/** Sends to a server that answers by the script, on a clock that moves only to the next end of a wait. */
async function send(texts: readonly string[], script: ScriptedAnswer[], more: Partial<SendOptions> = {}) {
  server = await startScriptedServer(
    {
      check: () => null,
      okBody: () => ({ body: ACCEPTED, contentType: 'application/json' }),
      rateLimited: (seconds) => ({ body: errorBody('unavailable'), headers: { 'retry-after': String(seconds) } }),
    },
    { script },
  );
  const clock = createFakeClock();
  const waits: number[] = [];
  const refusals: Refusal[] = [];
  let isDone = false;
  const sending = sendLines(linesOf(texts), {
    api: createApiClient(server.origin),
    retryForMs: 60_000,
    onProgress() {},
    onRefusal: (refusal) => refusals.push(refusal),
    onWait: (_, ms) => waits.push(ms),
    clock,
    ...more,
  })
    .catch((error: Error) => error)
    .finally(() => {
      isDone = true;
    });
  await clock.advanceUntil(() => isDone);
  return { outcome: await sending, waits, refusals };
}

afterEach(() => server.close());

describe('sendLines', () => {
  it('sends JSON objects as NDJSON and anything else as text, without the blank lines', async () => {
    await send(['', '{"message":"a"}', '  ', '{"message":"b"}'], []);
    expect(server.requests[0]).toMatchObject({ path: '/api/v1/logs', body: '{"message":"a"}\n{"message":"b"}\n' });
    expect(server.requests[0]?.headers['content-type']).toBe('application/x-ndjson');
    await server.close();
    await send(['Jan 12 x', '{"message":"b"}'], [], { service: 'a b' });
    expect(server.requests[0]?.path).toBe('/api/v1/logs?service=a%20b');
    expect(server.requests[0]?.headers['content-type']).toBe('text/plain');
  });

  it('cuts batches by lines and by bytes, in order', async () => {
    const long = 'x'.repeat(700_000);
    const { outcome } = await send([long, long, ...Array.from({ length: 1_500 }, (_, n) => `line ${n}`)], []);
    const sizes = server.requests.map(({ body }) => body.split('\n').length - 1);
    expect(sizes).toEqual([1, 1_000, 501]);
    expect(outcome).toMatchObject({ lines: 1_502, accepted: 1_502, rejected: 0 });
  });

  it('waits as long as it is told to, then sends the same again', async () => {
    const { outcome, waits } = await send(
      ['a'],
      [
        { kind: 'rate-limited', retryAfterS: 7 },
        fails(503, 'storage_full', { 'retry-after': '30' }),
        fails(503, 'unavailable'),
      ],
    );
    expect(outcome).toMatchObject({ accepted: 1 });
    expect(waits).toEqual([7_000, 30_000, 1_000]);
    expect(new Set(server.requests.map(({ body }) => body))).toEqual(new Set(['a\n']));
  });

  it('gives up after the time it was given, with the reason', async () => {
    const { outcome } = await send(['a'], Array(9).fill(fails(503, 'storage_full', { 'retry-after': '10' })), {
      retryForMs: 25_000,
    });
    expect(outcome).toMatchObject({ code: 'storage_full' });
    expect(server.requests).toHaveLength(3);
  });

  it('sends a batch again when the answer to it was lost', async () => {
    const { outcome } = await send(['a'], [{ kind: 'reset' }]);
    expect(outcome).toMatchObject({ accepted: 1 });
    await server.close();
    const late = await send(Array(1_001).fill('a'), [{ kind: 'ok' }, { kind: 'reset' }]);
    expect(late.outcome).toMatchObject({ accepted: 1_001 });
    expect(server.requests).toHaveLength(3);
  });

  it('names the lines that were not taken by file and number', async () => {
    const rejected = [{ index: 1, code: 'invalid_json', message: 'no' }];
    const body = JSON.stringify({ accepted: 1, rejected });
    const { outcome, refusals } = await send(['a', '', 'b'], [{ kind: 'status', status: 202, body }]);
    expect(refusals).toEqual([{ file: 'a.log', line: 3, code: 'invalid_json', message: 'no' }]);
    expect(outcome).toMatchObject({ lines: 2, accepted: 1, rejected: 1 });
  });

  it('goes on after a batch of which nothing was taken', async () => {
    const rejected = [{ index: 0, code: 'record_too_large', message: 'no' }];
    const refused: ScriptedAnswer = { kind: 'status', status: 413, body: errorBody('record_too_large', { rejected }) };
    const { outcome } = await send(['x'.repeat(1_048_576), 'b'], [refused]);
    expect(outcome).toMatchObject({ lines: 2, accepted: 1, rejected: 1 });
  });

  it('ends at once when nobody listens', async () => {
    await send([], []);
    await server.close();
    const api = createApiClient(server.origin);
    const { outcome, waits } = await send(['a'], [], { api });
    expect([outcome, waits]).toEqual([expect.objectContaining({ code: 'unavailable' }), []]);
  });

  it('ends at once when the server will never take it', async () => {
    expect((await send(['a', 'b'], [fails(404, 'not_found')])).outcome).toMatchObject({ code: 'not_found' });
    await server.close();
    expect((await send(['a'], [{ kind: 'status', status: 500, body: '<html>' }])).outcome).toMatchObject({
      code: 'internal',
    });
  });
});
