import type { AlertEvent } from '../core/alert.ts';
import type { Channel, ChannelLimits } from '../core/channel.ts';
import type { Logger } from '../core/logger.ts';
import { createAlarm } from './alarm.ts';
import type { Item } from './entry.ts';
import { type GroupSettings, planMessage } from './group.ts';
import {
  announceMessage,
  judgeOutcome,
  type NotifyOptions,
  sendMessage,
  settleMessage,
  type Verdict,
} from './notify.ts';
import { createChannelPace } from './pace.ts';
import { type RetrySettings, retryDelayMs } from './retry.ts';
import { createWaitingList, type Message } from './waiting-list.ts';

export interface ChannelQueueOptions extends NotifyOptions {
  channel: Channel & ChannelLimits;
  /** What an earlier run left open. */
  left: readonly Item[];
  logger: Logger;
  settings: GroupSettings & RetrySettings;
  /** 0 to 1. */
  random: () => number;
  /** Called after each attempt, once its outcome is durable. */
  onSettled(verdict: Verdict): void;
  /** Called with what the channel will never tell. */
  onRefused(events: readonly AlertEvent[], reason: string): void;
}

/** Tells what it is given on one channel: in order, at the channel's pace, one message at a time, until it is told or given up. */
export interface ChannelQueue {
  add(items: readonly Item[]): void;
  /** Resolves when the message in flight is settled; no other leaves. Idempotent. */
  stop(): Promise<void>;
}

export function createChannelQueue(options: ChannelQueueOptions): ChannelQueue {
  const { channel, book, clock, logger, metrics, settings } = options;
  const labels = { channel: channel.name };
  const waiting = createWaitingList(options.left, book);
  const alarm = createAlarm(clock);
  const pace = createChannelPace({ ...options, lastTriedAt: lastTriedAt(options) });
  const stopped = new AbortController();
  let heldUp = false;

  /** The next message, or how long to rest (no time: until something comes). */
  const nextMessage = (): Message | { restMs: number | undefined } => {
    const now = clock.now();
    if (waiting.size() === 0) return { restMs: undefined };
    const restMs = pace.waitMs(now);
    if (restMs > 0) {
      heldUp = true;
      return { restMs };
    }
    const repeat = waiting.takeRepeat();
    if (repeat) return repeat;
    const maxAlerts = channel.maxAlertsPerMessage ?? Number.POSITIVE_INFINITY;
    const plan = planMessage(waiting.items(), now, { ...settings, heldUp, maxAlerts });
    return 'take' in plan ? waiting.take(plan.take) : { restMs: plan.waitMs };
  };

  /** Tries until it succeeds, or the queue stops; says which. Nothing else may leave before the last outcome is written down, or a kill would repeat more than one message. */
  const persist = async (write: () => Promise<void>) => {
    for (let tries = 1; ; tries++) {
      try {
        await write();
        return true;
      } catch (error) {
        logger.warn('cannot write down the state of a notification', { ...labels, error });
        if (stopped.signal.aborted) return false;
        await clock.sleep(retryDelayMs(tries, settings, options.random), stopped.signal);
      }
    }
  };

  const refuse = async (message: Message, { refused, reason }: Verdict) => {
    const keys = new Set(refused);
    const events = message.items.filter((item) => keys.has(item.key)).map((item) => item.event);
    logger.error('a notification is given up', { ...labels, reason, alerts: events.length, rule: events[0]?.rule });
    const ids = new Set(events.filter((event) => event.type === 'firing').map((event) => event.id));
    const pointless = waiting.dropResolutions(ids);
    await persist(() => book.mark(pointless, () => ({ state: 'skipped', at: clock.now(), noted: true })));
    options.onRefused(events, reason);
  };

  const tell = async (message: Message) => {
    heldUp = false;
    if (!(await persist(() => announceMessage(options, message)))) return;
    const outcome = await sendMessage(options, message);
    pace.sent(outcome);
    const verdict = judgeOutcome(message, outcome, book, clock.now(), settings);
    waiting.putBack(message, verdict.again, verdict.mayHaveArrived);
    await persist(() => settleMessage(options, verdict));
    options.onSettled(verdict);
    if (verdict.refused.length > 0) await refuse(message, verdict);
  };

  const run = async () => {
    while (!stopped.signal.aborted) {
      metrics.waiting.set(waiting.size(), labels);
      const next = nextMessage();
      if ('restMs' in next) await alarm.rest(next.restMs);
      else await tell(next);
    }
  };

  const done = run();
  return {
    add(items) {
      waiting.add(items.map((item) => ({ ...item, acceptedAt: book.get(item.key)?.acceptedAt ?? clock.now() })));
      alarm.ring();
    },
    stop() {
      stopped.abort();
      alarm.ring();
      return done;
    },
  };
}

/** When the last run that is not told to its end used the channel. */
function lastTriedAt({ left, book }: ChannelQueueOptions): number {
  return left.reduce((latest, { key }) => {
    const entry = book.get(key);
    return entry && entry.attempts > 0 ? Math.max(latest, entry.at) : latest;
  }, Number.NEGATIVE_INFINITY);
}
