import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import type { LogBus } from '../core/log-bus.ts';
import { TOPIC, TOPICS } from '../core/topics.ts';
import { createAlertEvent } from '../test/stand-ins/alert-event.ts';
import { type NotificationBook, openNotificationBook } from './notification-book.ts';
import { type NotificationLog, openNotificationLog } from './notification-log.ts';

const HOUR_MS = 3_600_000;
const CHANNELS = ['slack', 'webhook'];

let dir: string;
let bus: LogBus;
let now: number;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'book-'));
  bus = await createEmbeddedBus({ dir, now: Date.now });
  await bus.createTopics(TOPICS);
  now = 1_000_000;
});
afterEach(async () => {
  await bus.close();
  rmSync(dir, { recursive: true, force: true });
});

/** As whoever takes the alerts over is given it. */
async function openLog(): Promise<NotificationLog> {
  const taken = Promise.withResolvers<ReadonlyMap<string, Buffer>>();
  const subscription = await bus.subscribe({
    group: 'test',
    topics: [TOPIC.alerts],
    stateTopic: TOPIC.notifications,
    onAssigned: ({ state }) => taken.resolve(state),
    onBatch: async () => {},
  });
  const log = openNotificationLog(bus, await taken.promise);
  await subscription.close();
  return log;
}
const open = async () => openNotificationBook(await openLog(), () => now);
const firing = createAlertEvent({ id: 'a' });
const resolved = createAlertEvent({ id: 'a', type: 'resolved' });
const tellAll = (book: NotificationBook) =>
  book.mark(
    book.open().map((item) => item.key),
    () => ({ state: 'delivered', at: now, noted: true }),
  );
const kept = async (prefix: string) =>
  [...(await openLog()).kept.keys()].filter((key) => key.startsWith(prefix)).sort();

describe('notification book', () => {
  test('accepts an event once for each channel, also when it is opened again', async () => {
    const book = await open();
    expect((await book.accept([firing, firing], CHANNELS)).map((item) => item.key)).toEqual([
      'entry/slack/firing/a',
      'entry/webhook/firing/a',
    ]);
    const again = await open();
    expect(await again.accept([firing], CHANNELS)).toEqual([]);
    expect(again.open()).toEqual(book.open());
    expect((await again.accept([firing], [...CHANNELS, 'telegram'])).map((item) => item.key)).toEqual([
      'entry/telegram/firing/a',
    ]);
  });

  test('a resolution is nothing to tell where the firing was not', async () => {
    const book = await open();
    await book.accept([firing], CHANNELS);
    await book.mark(['entry/slack/firing/a'], () => ({ state: 'refused' }));
    expect((await book.accept([resolved], CHANNELS)).map((item) => item.key)).toEqual(['entry/webhook/resolved/a']);
    expect(book.get('entry/slack/resolved/a')?.state).toBe('skipped');
  });

  test('keeps an event while a channel has still to tell it, and no longer', async () => {
    const book = await open();
    await book.accept([firing], CHANNELS);
    await book.mark(['entry/slack/firing/a'], () => ({ state: 'delivered' }));
    expect(await kept('event/')).toEqual(['event/firing/a']);
    await Promise.all([
      book.mark(['entry/webhook/firing/a'], () => ({ state: 'delivered' })),
      book.accept([firing], CHANNELS),
    ]);
    expect(await kept('event/')).toEqual([]);
    expect(book.open()).toEqual([]);
  });

  test('forgets what is over after two days, and what still fires after thirty', async () => {
    const book = await open();
    await book.accept([firing, resolved, createAlertEvent({ id: 'b' })], CHANNELS);
    await tellAll(book);
    now += 47 * HOUR_MS;
    await book.prune();
    expect(await kept('entry/')).toHaveLength(6);
    now += 2 * HOUR_MS;
    await book.prune();
    expect(await kept('entry/')).toEqual(['entry/slack/firing/b', 'entry/webhook/firing/b']);
    now += 30 * 24 * HOUR_MS;
    await book.prune();
    expect(await kept('')).toEqual([]);
  });

  test('an entry without its event was half written: it may come again', async () => {
    await (await open()).accept([firing], CHANNELS);
    await (await openLog()).put({ 'event/firing/a': null });
    const book = await open();
    expect(book.open()).toEqual([]);
    expect(await book.accept([firing], CHANNELS)).toHaveLength(2);
  });
});
