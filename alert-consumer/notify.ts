import type { Channel, SendOutcome } from '../core/channel.ts';
import type { Clock } from '../core/clock.ts';
import type { NotificationBook } from './notification-book.ts';
import type { NotificationMetrics } from './notification-metrics.ts';
import { isExpired, type RetrySettings } from './retry.ts';
import type { Message } from './waiting-list.ts';

export interface NotifyOptions {
  channel: Channel;
  book: NotificationBook;
  publicUrl: string;
  clock: Clock;
  metrics: NotificationMetrics;
}

/** What became of the items of a message. */
export interface Verdict {
  told: readonly string[];
  refused: readonly string[];
  /** To be sent again: as the same message when it may have arrived, else in whatever message comes next. */
  again: readonly string[];
  mayHaveArrived: boolean;
  reason: string;
}

/** Writes down that the message is about to leave. Resolves once that is durable: from then on a kill means that it may have arrived. */
export async function announceMessage({ book, clock }: NotifyOptions, message: Message): Promise<void> {
  const now = clock.now();
  await book.mark(keysOf(message), (entry) => ({
    state: 'sending',
    at: now,
    attempts: entry.attempts + 1,
    firstTriedAt: entry.firstTriedAt ?? now,
    messageKey: message.key,
  }));
}

/** One attempt. Never rejects. */
export async function sendMessage(options: NotifyOptions, message: Message): Promise<SendOutcome> {
  const { channel, clock, metrics, publicUrl } = options;
  const { key, items, mayBeRepeated } = message;
  const alerts = items.map((item) => item.event);
  const startedAt = clock.now();
  let outcome: SendOutcome;
  try {
    outcome = await channel.send({ key, alerts, mayBeRepeated, publicUrl });
  } catch {
    outcome = { status: 'unknown', reason: 'the channel failed' };
  }
  metrics.sendSeconds.observe((clock.now() - startedAt) / 1_000, { channel: channel.name });
  metrics.notifications.add(1, { channel: channel.name, outcome: outcome.status });
  return outcome;
}

/** What an outcome means for each item: those that had their time are refused. */
export function judgeOutcome(
  message: Message,
  outcome: SendOutcome,
  book: Pick<NotificationBook, 'get'>,
  now: number,
  settings: RetrySettings,
): Verdict {
  const keys = keysOf(message);
  const nothing: Verdict = { told: [], refused: [], again: [], mayHaveArrived: false, reason: '' };
  if (outcome.status === 'delivered') return { ...nothing, told: keys };
  const { reason } = outcome;
  if (outcome.status === 'refused') return { ...nothing, refused: keys, reason };
  const expired = (key: string) => isExpired(book.get(key)?.firstTriedAt ?? null, now, settings);
  return {
    told: [],
    refused: keys.filter(expired),
    again: keys.filter((key) => !expired(key)),
    mayHaveArrived: outcome.status === 'unknown' || message.mayBeRepeated,
    reason,
  };
}

/** Writes a verdict down. Resolves once it is durable. */
export async function settleMessage({ book, clock }: NotifyOptions, verdict: Verdict): Promise<void> {
  const { told, refused, again, mayHaveArrived, reason } = verdict;
  const at = clock.now();
  const isTold = new Set(told);
  const isRefused = new Set(refused);
  await book.mark([...told, ...refused, ...again], (_entry, key) => {
    if (isTold.has(key)) return { state: 'delivered', at, messageKey: null, reason: null };
    if (isRefused.has(key)) return { state: 'refused', at, messageKey: null, reason };
    return mayHaveArrived ? { state: 'unknown', at, reason } : { state: 'waiting', at, messageKey: null, reason };
  });
}

function keysOf(message: Message): string[] {
  return message.items.map((item) => item.key);
}
