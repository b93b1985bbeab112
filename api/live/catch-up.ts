import type { LogBus, Subscription } from '../../core/log-bus.ts';
import { TOPIC } from '../../core/topics.ts';
import { decodeLogs, FEED_BATCH, type LiveLog, type LogTail } from './log-feed.ts';

export interface CatchUpOptions {
  bus: LogBus;
  tail: LogTail;
  /** By partition the next offset that the client wants; moved on by {@link onLogs}. */
  next: Map<number, number>;
  /** Resolves once the client has taken the logs, with false when it is gone. Moves `next` before it gives way. */
  onLogs(partition: number, logs: readonly LiveLog[], past: number): Promise<boolean>;
  /** From now on the tail tells this partition's logs. Called in the same turn in which nothing lies between. */
  onJoined(partition: number): void;
  onError(error: unknown): void;
}

const TICK_MS = 20;

/**
 * Reads from where a client stands up to the shared tail and hands each partition over there, without a hole and without a repetition.
 *
 * A partition has joined when the client stands where the tail stands. Offsets may have holes (Kafka counts its own marks of
 * transactions), so the last message read can lie before that place although nothing follows: then two empty reads in a row, with the
 * tail's place taken at the first, say that nothing lies between.
 */
export async function startCatchUp(options: CatchUpOptions): Promise<Subscription> {
  const { bus, tail, next } = options;
  const behind = new Set(tail.next.keys());
  const emptyAt = new Map<number, number>();
  let subscription: Subscription | null = null;
  let closed = false;

  const close = async (): Promise<void> => {
    closed = true;
    await subscription?.close();
  };
  const joinIfThere = (partition: number): void => {
    if (closed || !behind.has(partition) || (next.get(partition) ?? 0) < (tail.next.get(partition) ?? 0)) return;
    behind.delete(partition);
    options.onJoined(partition);
    // Closing waits for the batch in hand, which may be the caller.
    if (behind.size === 0) void close();
  };
  const onEmpty = (partition: number): void => {
    const mark = emptyAt.get(partition);
    if (mark === undefined) {
      emptyAt.set(partition, tail.next.get(partition) ?? 0);
      return;
    }
    emptyAt.delete(partition);
    next.set(partition, Math.max(mark, next.get(partition) ?? 0));
  };

  for (const partition of [...behind]) joinIfThere(partition);
  if (behind.size === 0) return { close };
  subscription = await bus.subscribe({
    topics: [TOPIC.classified],
    startAt: { offsets: Object.fromEntries(next) },
    maxMessages: FEED_BATCH,
    tickMs: TICK_MS,
    async onBatch({ partition, messages }) {
      if (closed || !behind.has(partition)) return;
      const last = messages.at(-1);
      if (last) {
        emptyAt.delete(partition);
        const isThere = await options.onLogs(partition, decodeLogs(messages), last.offset + 1);
        if (!isThere) return void close();
      } else onEmpty(partition);
      joinIfThere(partition);
    },
    onError: options.onError,
  });
  if (closed) await subscription.close();
  return { close };
}
