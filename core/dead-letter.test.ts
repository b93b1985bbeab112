import { expect, test } from '@jest/globals';
import { isCutShort, sourceTopic, writeDeadLetter } from './dead-letter.ts';
import { MAX_MESSAGE_BYTES, TOPICS } from './topics.ts';

const message = { offset: 1741, key: 'k', value: Buffer.from('x'), headers: { source: 'http' }, timestamp: 0 };

test('a dead letter says which topic it failed on, whatever the topic is called', () => {
  for (const topic of [...TOPICS.map(({ name }) => name), 'a-1-2']) {
    const letter = writeDeadLetter({ topic, partition: 2, message, stage: 'decode' }, { code: 'c', reason: 'r' }, 0);
    expect(letter.headers?.['dlq.source']).toBe(`${topic}-2-1741`);
    expect(sourceTopic(letter.headers ?? {})).toBe(topic);
  }
  expect(sourceTopic({})).toBeNull();
});

test('a message that fails again keeps when it first did, and its attempts are counted', () => {
  const failed = (headers: Record<string, string>, at: number) =>
    writeDeadLetter(
      { topic: 'logs', partition: 0, message: { ...message, headers }, stage: 'classify' },
      { code: 'classify_failed', reason: 'r'.repeat(5_000) },
      at,
    ).headers ?? {};
  const again = failed(failed({ source: 'http' }, 0), 60_000);
  expect(again).toMatchObject({
    source: 'http',
    'dlq.attempts': '2',
    'dlq.first_seen': '1970-01-01T00:00:00.000Z',
  });
  expect(again['dlq.reason']).toHaveLength(1_024);
});

test.each([
  ['value', { value: Buffer.alloc(60_000_000, 'x') }, 60_000_001],
  ['value, just too large with what is added,', { value: Buffer.alloc(MAX_MESSAGE_BYTES - 100, 'x') }, 8_388_509],
  ['key', { key: 'k'.repeat(9_000_000) }, 9_000_001],
  [
    'headers',
    { headers: Object.fromEntries([...Array(9)].map((_, at) => [`h${at}`, 'v'.repeat(1_000_000)])) },
    9_000_020,
  ],
])('of a message with a %s that no topic takes there is the beginning, and how large it was', (_, part, bytes) => {
  const origin = {
    topic: 'logs',
    partition: 1,
    message: { ...message, headers: {}, ...part },
    stage: 'decode',
  } as const;
  const letter = writeDeadLetter(origin, { code: 'decode_failed', reason: 'r' }, 0);
  const { key, value, headers = {} } = letter;
  expect(Buffer.byteLength(JSON.stringify([key, value?.toString(), headers]))).toBeLessThan(20_000);
  expect(headers).toMatchObject({ 'dlq.source': 'logs-1-1741', 'dlq.cut_from_bytes': String(bytes) });
  expect(origin.message.value.toString().startsWith(String(value))).toBe(true);
  expect(isCutShort(headers)).toBe(true);
});

test('a message that a topic takes stays as it is', () => {
  const large = { ...message, value: Buffer.alloc(MAX_MESSAGE_BYTES - 100_000, 'x') };
  const origin = { topic: 'logs', partition: 1, message: large, stage: 'decode' } as const;
  const { value, headers = {} } = writeDeadLetter(origin, { code: 'decode_failed', reason: 'r' }, 0);
  expect([value, isCutShort(headers)]).toEqual([large.value, false]);
});
