import type { Alert, AlertEvent } from '../../core/alert.ts';
import { applyEvent } from '../../core/alert-changes.ts';
import { readAlertEvent } from '../../core/alert-event.ts';
import type { AlertStore } from '../../core/alert-store.ts';
import { PipelineError } from '../../core/errors.ts';
import type { Batch, IncomingMessage, LogBus, Subscription } from '../../core/log-bus.ts';
import type { Logger } from '../../core/logger.ts';
import { TOPIC } from '../../core/topics.ts';

export interface AlertFeed {
  /** Resolves once changes are being followed, with a function that ends the listening. */
  join(listener: (alert: Alert) => void): Promise<() => void>;
  close(): Promise<void>;
}

export interface AlertFeedOptions {
  bus: LogBus;
  alertStore: AlertStore;
  logger: Logger;
}

/** Of decisions, whose alerts are read together. */
const MAX_MESSAGES = 100;

/**
 * Changes of alerts from the first listener on: their events, and what people decide at any API process. An event is recorded before it
 * is told, which changes nothing where the alert-consumer did so already, so that whoever hears of an alert can ask for it; a store that
 * is away holds no event up, while a decision waits to be read from it.
 */
export function createAlertFeed({ bus, alertStore, logger }: AlertFeedOptions): AlertFeed {
  const listeners = new Set<(alert: Alert) => void>();
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
  const tell = (alert: Alert): void => {
    for (const listener of listeners) listener(alert);
  };
  const tellEvents = async (messages: readonly IncomingMessage[]): Promise<void> => {
    for (const { value } of messages) {
      const event = read(value);
      if (event) tell(await alertOf(event));
    }
  };
  const tellDecisions = async (messages: readonly IncomingMessage[]): Promise<void> => {
    const ids = [...new Set(messages.flatMap(({ key }) => key ?? []))];
    const { alerts } = await alertStore.list({ ids, limit: ids.length });
    for (const alert of alerts) tell(alert);
  };
  const start = (): Promise<Subscription> =>
    bus.subscribe({
      topics: [TOPIC.alerts, TOPIC.decisions],
      startAt: 'latest',
      maxMessages: MAX_MESSAGES,
      onBatch: ({ topic, messages }: Batch) => (topic === TOPIC.alerts ? tellEvents : tellDecisions)(messages),
      onError: (error) => logger.warn('alerts could not be followed, it will be tried again', { error }),
    });

  return {
    async join(listener) {
      reading ??= start();
      try {
        await reading;
      } catch (error) {
        reading = null;
        throw error;
      }
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      const last = reading;
      reading = null;
      await last?.then((subscription) => subscription.close()).catch(() => {});
    },
  };
}
