import type { LogBus, OutgoingMessage } from '../core/log-bus.ts';
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
