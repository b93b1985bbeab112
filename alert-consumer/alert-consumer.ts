import type { AlertEvent } from '../core/alert.ts';
import { readAlertEvent } from '../core/alert-event.ts';
import type { AlertStore } from '../core/alert-store.ts';
import type { Channel, ChannelLimits } from '../core/channel.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { writeDeadLetter } from '../core/dead-letter.ts';
import { PipelineError } from '../core/errors.ts';
import type { Batch, IncomingMessage, LogBus, OutgoingMessage, Subscription } from '../core/log-bus.ts';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from '../core/metrics.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import { createAlertRecorder } from './alert-recorder.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import type { GroupSettings } from './group.ts';
import { firstNewEvent, openNotificationLog, writeBookmark } from './notification-log.ts';
import { createNotificationMetrics } from './notification-metrics.ts';
import type { RetrySettings } from './retry.ts';

export interface AlertConsumerSettings extends GroupSettings, RetrySettings {
  /** How long `stop` waits for messages in flight. */
  stopWithinMs: number;
}

const DEFAULT_ALERT_SETTINGS: AlertConsumerSettings = {
  groupWaitMs: 1_000,
  digestOver: 20,
  firstDelayMs: 1_000,
  longestDelayMs: 300_000,
  giveUpAfterMs: 24 * 3_600_000,
  stopWithinMs: 12_000,
};

export interface AlertConsumerOptions {
  bus: LogBus;
  alertStore: AlertStore;
  /** Names differ. */
  channels: readonly (Channel & ChannelLimits)[];
  /** Where the dashboard is. */
  publicUrl: string;
  logger: Logger;
  metrics: Metrics;
  /** Default: the machine's. */
  clock?: Clock;
  settings?: Partial<AlertConsumerSettings>;
  /** 0 to 1; default `Math.random`. */
  random?: () => number;
}

export interface AlertConsumer {
  /** Resolves once it is subscribed. Idempotent. */
  start(): Promise<void>;
  /** Messages in flight are finished, within `stopWithinMs`; what is left goes on at the next start. Idempotent. */
  stop(): Promise<void>;
}

/** How many events are taken in one go: the first must not wait long for the others. */
const MAX_MESSAGES = 200;

/**
 * Reads `alerts`, records each event, and tells it on every channel at least once; never twice for one alert, type and
 * channel unless the outcome was unknown. An event's offset is committed when the notification log has it.
 */
export function createAlertConsumer(options: AlertConsumerOptions): AlertConsumer {
  const { bus, logger, clock = systemClock } = options;
  const settings = { ...DEFAULT_ALERT_SETTINGS, ...options.settings };
  const metrics = createNotificationMetrics(options.metrics);
  const recorder = createAlertRecorder(options);
  let dispatcher: Dispatcher | null = null;
  let firstNew = 0;
  let subscription: Promise<Subscription> | null = null;
  let stopping: Promise<void> | null = null;

  const release = async () => {
    const held = dispatcher;
    dispatcher = null;
    if (held) await within(held.stop(), settings.stopWithinMs, clock);
  };
  const onBatch = async (batch: Batch) => {
    const fresh = batch.messages.filter(({ offset }) => offset >= firstNew);
    if (fresh.length === 0) return batch.commit();
    const { events, rejected } = decodeMessages(batch, fresh, clock.now());
    for (const { type, severity } of events) metrics.received.add(1, { type, severity });
    if (rejected.length > 0) {
      metrics.rejected.add(rejected.length);
      logger.error('messages on the alerts topic are no alert events; they are in the dead letters', {
        count: rejected.length,
        reason: rejected[0]?.headers?.['dlq.reason'],
      });
    }
    if (!dispatcher) throw new PipelineError('unavailable', 'the alerts partition belongs to somebody else by now');
    await dispatcher.dispatch(events);
    await batch.commit({ publish: [...rejected, writeBookmark(batch)] });
  };

  return {
    start() {
      subscription ??= bus.subscribe({
        group: GROUP.alertConsumer,
        topics: [TOPIC.alerts],
        stateTopic: TOPIC.notifications,
        maxMessages: MAX_MESSAGES,
        async onAssigned(assignment) {
          await release();
          firstNew = firstNewEvent(assignment);
          dispatcher = await createDispatcher({
            ...options,
            notificationLog: openNotificationLog(bus, assignment.state),
            clock,
            settings,
            metrics,
            random: options.random ?? Math.random,
          });
        },
        onRevoked: release,
        onBatch,
        onError: (error) => logger.warn('an alert batch will be tried again', { error }),
      });
      return Promise.all([subscription, recorder.start()]).then(
        () => undefined,
        (error) => {
          subscription = null;
          throw error;
        },
      );
    },
    stop() {
      stopping ??= (async () => {
        await subscription?.then((open) => open.close());
        await release();
        await recorder.stop();
      })();
      return stopping;
    },
  };
}

function decodeMessages(
  { topic, partition }: Batch,
  messages: readonly IncomingMessage[],
  now: number,
): { events: AlertEvent[]; rejected: OutgoingMessage[] } {
  const events: AlertEvent[] = [];
  const rejected: OutgoingMessage[] = [];
  for (const message of messages) {
    try {
      events.push(readAlertEvent(message.value));
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      const why = { code: error.code, reason: error.message };
      rejected.push(writeDeadLetter({ topic, partition, message, stage: 'alert' }, why, now));
    }
  }
  return { events, rejected };
}

async function within(work: Promise<void>, ms: number, clock: Clock): Promise<void> {
  const finished = new AbortController();
  await Promise.race([work, clock.sleep(ms, finished.signal)]);
  finished.abort();
}
