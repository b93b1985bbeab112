import { type Bookmark, firstUnread } from '../core/bookmark.ts';
import type { Assignment, Batch, LogBus, OutgoingMessage } from '../core/log-bus.ts';
import { TOPIC } from '../core/topics.ts';

/**
 * What is remembered about the sending, so that a restart neither repeats nor forgets a message. It lives on the bus, beside the
 * events that it speaks of: a store in trouble keeps nobody from being told.
 */
export interface NotificationLog {
  /** By key, as it was when the partition of `alerts` was taken over. */
  readonly kept: ReadonlyMap<string, string>;
  /** Durable before it resolves; null removes a key. */
  put(entries: Readonly<Record<string, string | null>>): Promise<void>;
}

/** @param state the compacted topic's content, as handed over with the partition of `alerts`. */
export function openNotificationLog(bus: LogBus, state: ReadonlyMap<string, Buffer>): NotificationLog {
  return {
    kept: new Map([...state].map(([key, value]) => [key, value.toString()])),
    async put(entries) {
      const messages = Object.entries(entries).map(
        ([key, value]): OutgoingMessage => ({ topic: TOPIC.notifications, partition: 0, key, value }),
      );
      await bus.publish(messages);
    },
  };
}

const BOOKMARK_KEY = 'bookmark';

/** The first event that was never taken, also when the bus has forgotten it. */
export function firstNewEvent({ state, epoch }: Assignment): number {
  const value = state.get(BOOKMARK_KEY);
  return value ? firstUnread(JSON.parse(value.toString()) as Bookmark, epoch) : 0;
}

/** What notes, in one commit with its offset, that the batch was taken. */
export function writeBookmark({ epoch, messages }: Batch): OutgoingMessage {
  const bookmark: Bookmark = { epoch, offset: (messages.at(-1)?.offset ?? -1) + 1 };
  return { topic: TOPIC.notifications, partition: 0, key: BOOKMARK_KEY, value: JSON.stringify(bookmark) };
}
