import type { AlertEvent } from '../core/alert.ts';
import { readAlertEvent } from '../core/alert-event.ts';
import type { AlertStore } from '../core/alert-store.ts';
import type { IncomingMessage, LogBus, Subscription } from '../core/log-bus.ts';
import type { Logger } from '../core/logger.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import { recordEvents } from './record.ts';

export interface AlertRecorderOptions {
  bus: LogBus;
  alertStore: AlertStore;
  logger: Logger;
}

/** Both calls are idempotent. */
export interface AlertRecorder {
  start(): Promise<void>;
  /** Resolves when the events in hand are recorded. */
  stop(): Promise<void>;
}

/** How many events are taken in one go. */
const MAX_MESSAGES = 200;

/**
 * Reads `alerts` into the alert store, each event at least once, which changes nothing the second time. It has an offset of its own:
 * while the store is in trouble events wait for it here, and people are told all the same.
 */
export function createAlertRecorder({ bus, alertStore, logger }: AlertRecorderOptions): AlertRecorder {
  let subscription: Promise<Subscription> | null = null;
  return {
    async start() {
      subscription ??= bus.subscribe({
        group: GROUP.alertRecorder,
        topics: [TOPIC.alerts],
        maxMessages: MAX_MESSAGES,
        async onBatch(batch) {
          await recordEvents(alertStore, batch.messages.flatMap(eventOf));
          await batch.commit();
        },
        onError: (error) => logger.warn('alerts could not be recorded, it will be tried again', { error }),
      });
      await subscription;
    },
    async stop() {
      await subscription?.then((open) => open.close());
    },
  };
}

/** None where the message is no event: the consumer puts those among the dead letters. */
function eventOf({ value }: IncomingMessage): AlertEvent[] {
  try {
    return [readAlertEvent(value)];
  } catch {
    return [];
  }
}
