import { expect, test } from '@jest/globals';
import { sourceTopic, writeDeadLetter } from './dead-letter.ts';
import { TOPICS } from './topics.ts';

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
