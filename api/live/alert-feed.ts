import type { Alert, AlertEvent } from '../../core/alert.ts';
import { applyEvent } from '../../core/alert-changes.ts';
import { readAlertEvent } from '../../core/alert-event.ts';
import type { AlertStore } from '../../core/alert-store.ts';
import { PipelineError } from '../../core/errors.ts';
import type { LogBus, Subscription } from '../../core/log-bus.ts';
import type { Logger } from '../../core/logger.ts';
import { TOPIC } from '../../core/topics.ts';
import type { AlertChanges } from '../alert-changes.ts';

export interface AlertFeed {
  /** Resolves once changes are being followed, with a function that ends the listening. */
  join(listener: (alert: Alert) => void): Promise<() => void>;
  close(): Promise<void>;
}

export interface AlertFeedOptions {
  bus: LogBus;
  alertStore: AlertStore;
  changes: AlertChanges;
  logger: Logger;
}

/**
 * Changes of alerts: those on the topic, from the first listener on, and those made over this API. An event is recorded before it is
 * told, which changes nothing where the alert-consumer did so already, so that whoever hears of an alert can ask for it; a store that
 * is away holds nobody up.
 */
export function createAlertFeed({ bus, alertStore, changes, logger }: AlertFeedOptions): AlertFeed {
  let reading: Promise<Subscription> | null = null;

  let hasWarned = false;

  const read = (value: Buffer): AlertEvent | null => {
    try {
      return readAlertEvent(value);
    } catch (error) {
      if (!hasWarned)
        logger.warn('an alert on the topic cannot be read and is skipped, as are others like it', { error });
      hasWarned = true;
      return null;
    }
  };
  /** While the store is away, the alert as the event alone makes it: better than silence, and whoever asks later finds the rest. */
  const alertOf = async (event: AlertEvent): Promise<Alert> => {
    try {
      return await alertStore.record(event);
    } catch (error) {
      if (!(error instanceof PipelineError && error.code === 'unavailable')) throw error;
      return applyEvent(null, event);
    }
  };
  const tell = async (value: Buffer): Promise<void> => {
    const event = read(value);
    if (event) changes.tell(await alertOf(event));
  };
  const start = async (): Promise<Subscription> => {
    const lags = (await bus.lag()).filter(({ topic }) => topic === TOPIC.alerts);
    return bus.subscribe({
      topics: [TOPIC.alerts],
      startAt: { offsets: Object.fromEntries(lags.map(({ partition, endOffset }) => [partition, endOffset])) },
      async onBatch({ messages }) {
        for (const { value } of messages) await tell(value);
      },
      onError: (error) => logger.warn('alerts could not be followed, it will be tried again', { error }),
    });
  };

  return {
    async join(listener) {
      reading ??= start();
      try {
        await reading;
      } catch (error) {
        reading = null;
        throw error;
      }
      return changes.listen(listener);
    },
    async close() {
      const last = reading;
      reading = null;
      await last?.then((subscription) => subscription.close()).catch(() => {});
    },
  };
}
