import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createEmbeddedBus, type EmbeddedBus } from '../../backends/embedded/log-bus.ts';
import { systemClock } from '../../core/clock.ts';
import { PipelineError } from '../../core/errors.ts';
import { readCounts } from '../../core/ledger.ts';
import type { OutgoingMessage } from '../../core/log-bus.ts';
import { readTopic } from '../../core/read-topic.ts';
import { createSteadyRate } from '../../core/steady-rate.ts';
import { TOPIC, TOPICS } from '../../core/topics.ts';
import { deadLetterId } from './dead-letter.ts';
import { createReplayer, type ReplayChoice } from './replay.ts';
import { readReplayBook } from './replay-book.ts';

let dir: string;
let bus: EmbeddedBus;
const atOnce = () => createSteadyRate(Number.POSITIVE_INFINITY, systemClock);

const chosen = (replayed: boolean | null): ReplayChoice => ({
  ids: null,
  filter: { code: null, stage: null, topic: null, text: null, from: null, to: null, replayed },
});

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'replay-'));
  bus = await createEmbeddedBus({ dir, now: Date.now });
  await bus.createTopics(TOPICS);
});
afterEach(async () => {
  await bus.close();
  rmSync(dir, { recursive: true });
});

/** Two dead letters that failed on this topic. */
function bury(source: string): Promise<unknown> {
  const headers = { 'dlq.code': 'internal', 'dlq.source': `${source}-0-1` };
  return bus.publish(
    ['1', '2'].map((value) => ({ topic: TOPIC.deadLetters, key: null, value, headers, partition: 0 })),
  );
}

async function valuesOn(topic: string): Promise<string[]> {
  const found: string[] = [];
  await readTopic(bus, topic, 'earliest', (messages) => {
    for (const { value } of messages) found.push(value.toString());
    return true;
  });
  return found.sort();
}

/** How many records the ledger knows to have come back. */
async function countedReplays(): Promise<number> {
  let total = 0;
  await readTopic(bus, TOPIC.ledger, 'earliest', (messages) => {
    for (const { key, value } of messages) total += readCounts('replay', key ?? '', value)?.replayed ?? 0;
    return true;
  });
  return total;
}

async function outcomes(): Promise<(boolean | null)[]> {
  const book = await readReplayBook(bus);
  const ids: string[] = [];
  await readTopic(bus, TOPIC.deadLetters, 'earliest', (messages) => {
    for (const message of messages) ids.push(deadLetterId(message));
    return true;
  });
  return ids.map((id) => book.of(id)?.isSure ?? null);
}

/** The bus of a process that ends before what matches is published. */
function endingBefore(isLast: (message: OutgoingMessage) => boolean): EmbeddedBus {
  const check = (messages: readonly OutgoingMessage[]): void => {
    if (messages.some(isLast)) throw new PipelineError('unavailable', 'the process ended');
  };
  return {
    ...bus,
    publish: async (messages) => {
      check(messages);
      return bus.publish(messages);
    },
    openWriter: async (name) => {
      const writer = await bus.openWriter(name);
      return {
        write: async (messages) => {
          check(messages);
          await writer.write(messages);
        },
      };
    },
  };
}

test.each([TOPIC.classified, TOPIC.alerts, TOPIC.ledger, TOPIC.replays])(
  'records of the store come back together with the ledger and the book, or not at all: ended before %s',
  async (topic) => {
    await bury(TOPIC.classified);
    await bury(TOPIC.alerts);
    const replayer = createReplayer(endingBefore((message) => message.topic === topic));
    await expect(replayer.replay(chosen(null), atOnce())).rejects.toThrow('the process ended');
    expect([await valuesOn(TOPIC.classified), await valuesOn(TOPIC.alerts)]).toEqual([[], []]);
    expect([await countedReplays(), await outcomes()]).toEqual([0, [null, null, null, null]]);
    await createReplayer(bus).replay(chosen(false), atOnce());
    expect([await valuesOn(TOPIC.classified), await valuesOn(TOPIC.alerts)]).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
    expect([await countedReplays(), await outcomes()]).toEqual([2, [true, true, true, true]]);
  },
);

test('logs of which it is not known whether they went again are told apart, and not sent a second time unasked', async () => {
  await bury(TOPIC.logs);
  const replayer = createReplayer(
    endingBefore(({ topic, value }) => topic === TOPIC.replays && value === '{"sent":true}'),
  );
  await expect(replayer.replay(chosen(null), atOnce())).rejects.toThrow('the process ended');
  expect(await valuesOn(TOPIC.logs)).toEqual(['1', '2']);
  expect(await outcomes()).toEqual([false, false]);
  expect(await createReplayer(bus).replay(chosen(false), atOnce())).toEqual({ matched: 0, replayed: 0, refused: 0 });
  expect(await valuesOn(TOPIC.logs)).toEqual(['1', '2']);
});

test('nothing goes to the logs before the book says that it begins', async () => {
  await bury(TOPIC.logs);
  const replayer = createReplayer(endingBefore(({ topic }) => topic === TOPIC.replays));
  await expect(replayer.replay(chosen(null), atOnce())).rejects.toThrow('the process ended');
  expect([await valuesOn(TOPIC.logs), await outcomes()]).toEqual([[], [null, null]]);
});

test('two replays at one time send each dead letter that was not sent yet once', async () => {
  await bury(TOPIC.logs);
  const replayer = createReplayer(bus);
  const results = await Promise.all([1, 2].map(() => replayer.replay(chosen(false), atOnce())));
  expect(results.map(({ replayed }) => replayed)).toEqual([2, 0]);
  expect(await valuesOn(TOPIC.logs)).toEqual(['1', '2']);
});

test('who is overtaken by another process stops, and says how far it came', async () => {
  await bury(TOPIC.logs);
  const fenced: EmbeddedBus = {
    ...bus,
    openWriter: async () => ({
      write: () => Promise.reject(new PipelineError('fenced', 'another has the name')),
    }),
  };
  await expect(createReplayer(fenced).replay(chosen(null), atOnce())).rejects.toMatchObject({
    code: 'conflict',
    details: { replayed: 0 },
  });
  expect(await valuesOn(TOPIC.logs)).toEqual([]);
});
