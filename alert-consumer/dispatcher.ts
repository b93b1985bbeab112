import type { AlertEvent } from '../core/alert.ts';
import type { AlertStore } from '../core/alert-store.ts';
import type { Channel, ChannelLimits } from '../core/channel.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import { type ChannelQueue, createChannelQueue } from './channel-queue.ts';
import type { GroupSettings } from './group.ts';
import { CHANNEL_REFUSED_RULE } from './message.ts';
import { createNoter } from './note.ts';
import { openNotificationBook } from './notification-book.ts';
import type { NotificationLog } from './notification-log.ts';
import type { NotificationMetrics } from './notification-metrics.ts';
import { reportRefusal } from './report-refusal.ts';
import type { RetrySettings } from './retry.ts';

export interface DispatcherOptions {
  alertStore: AlertStore;
  notificationLog: NotificationLog;
  channels: readonly (Channel & ChannelLimits)[];
  publicUrl: string;
  clock: Clock;
  logger: Logger;
  metrics: NotificationMetrics;
  settings: GroupSettings & RetrySettings;
  random: () => number;
}

/** Hands events to the queue of every channel. */
export interface Dispatcher {
  /** Resolves once the events are durable in the notification log; those that are known change nothing. */
  dispatch(events: readonly AlertEvent[]): Promise<void>;
  /** Resolves when what is in flight is settled. */
  stop(): Promise<void>;
}

const PRUNE_EVERY_MS = 3_600_000;

/** Opens the notification log and goes on with what an earlier run left open. */
export async function createDispatcher(options: DispatcherOptions): Promise<Dispatcher> {
  const { channels, clock, logger } = options;
  const book = openNotificationBook(options.notificationLog, clock.now);
  await book.prune();
  const noter = createNoter({ ...options, book });
  const queues = new Map<string, ChannelQueue>();
  let prunedAt = clock.now();

  const tell = async (events: readonly AlertEvent[], names: readonly string[]) => {
    const items = await book.accept(events, names);
    for (const name of names) {
      const own = items.filter((item) => book.get(item.key)?.channel === name);
      if (own.length > 0) queues.get(name)?.add(own);
    }
  };
  const reportToOthers = (channel: string, events: readonly AlertEvent[], reason: string) => {
    const refused = events.filter((event) => event.rule !== CHANNEL_REFUSED_RULE);
    const others = channels.map(({ name }) => name).filter((name) => name !== channel);
    if (refused.length === 0 || others.length === 0) return;
    tell([reportRefusal(channel, reason, refused, clock.now())], others).catch((error) =>
      logger.error('cannot tell the other channels that one refused', { channel, error }),
    );
  };

  const left = book.open();
  for (const channel of channels) {
    const queue = createChannelQueue({
      ...options,
      channel,
      book,
      left: left.filter((item) => book.get(item.key)?.channel === channel.name),
      onSettled(verdict) {
        const failedFirst = verdict.again.filter((key) => book.get(key)?.attempts === 1);
        noter.note([...verdict.told, ...verdict.refused, ...failedFirst]);
      },
      onRefused: (events, reason) => reportToOthers(channel.name, events, reason),
    });
    queues.set(channel.name, queue);
  }
  return {
    async dispatch(events) {
      const names = channels.map(({ name }) => name);
      await tell(events, names);
      if (clock.now() - prunedAt < PRUNE_EVERY_MS) return;
      prunedAt = clock.now();
      await book.prune();
    },
    async stop() {
      await Promise.all([...queues.values()].map((queue) => queue.stop()));
      await noter.stop();
    },
  };
}
