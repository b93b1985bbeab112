import type { IncomingMessage, LogBus, Subscription } from '../../core/log-bus.ts';
import type { Logger } from '../../core/logger.ts';
import type { LogRecord } from '../../core/record.ts';
import { TOPIC } from '../../core/topics.ts';

/** A finished log, decoded once for everybody. */
export interface LiveLog {
  offset: number;
  record: LogRecord;
  /** The record as it stands on the bus. */
  json: string;
}

export type LogListener = (partition: number, logs: readonly LiveLog[], next: number) => void;

/** The tail of the finished logs, read once for all who listen. */
export interface LogTail {
  readonly epoch: string;
  /** By partition: the next offset that listeners will be told of. */
  readonly next: ReadonlyMap<number, number>;
  /** Ends this listening; the last one to leave ends the reading. */
  leave(): void;
}

export interface LogFeed {
  /** Resolves once the tail is being read: what is published from then on reaches the listener. */
  join(listener: LogListener): Promise<LogTail>;
  close(): Promise<void>;
}

const LINGER_MS = 20;
export const FEED_BATCH = 1_000;

/** Messages that are no JSON are left out; none such should be on the topic. */
export function decodeLogs(messages: readonly IncomingMessage[]): LiveLog[] {
  return messages.flatMap(({ offset, value }) => {
    const json = value.toString();
    try {
      return [{ offset, json, record: JSON.parse(json) as LogRecord }];
    } catch {
      return [];
    }
  });
}

interface Reading {
  epoch: string;
  next: Map<number, number>;
  listeners: Set<LogListener>;
  subscription: Subscription;
}

async function startReading(bus: LogBus, logger: Logger): Promise<Reading> {
  const lags = await bus.lag({ topics: [TOPIC.classified], groups: [] });
  const next = new Map(lags.map(({ partition, endOffset }) => [partition, endOffset]));
  const unassigned = new Set(next.keys());
  const assigned = Promise.withResolvers<void>();
  const listeners = new Set<LogListener>();
  let epoch = '';
  const subscription = await bus.subscribe({
    topics: [TOPIC.classified],
    startAt: { offsets: Object.fromEntries(next) },
    maxMessages: FEED_BATCH,
    lingerMs: LINGER_MS,
    onAssigned(assignment) {
      epoch = assignment.epoch;
      next.set(assignment.partition, assignment.offset);
      unassigned.delete(assignment.partition);
      if (unassigned.size === 0) assigned.resolve();
    },
    async onBatch({ partition, messages }) {
      const logs = decodeLogs(messages);
      const past = (messages.at(-1)?.offset ?? 0) + 1;
      next.set(partition, past);
      for (const listener of listeners) listener(partition, logs, past);
    },
    onError: (error) => logger.warn('the live tail could not be read, it will be tried again', { error }),
  });
  if (unassigned.size > 0) await assigned.promise;
  return { epoch, next, listeners, subscription };
}

/** Reads only while somebody listens. */
export function createLogFeed({ bus, logger }: { bus: LogBus; logger: Logger }): LogFeed {
  let current: { reading: Promise<Reading>; users: number } | null = null;

  const release = (of: NonNullable<typeof current>): void => {
    of.users--;
    if (of.users > 0) return;
    if (current === of) current = null;
    of.reading.then(({ subscription }) => subscription.close()).catch(() => {});
  };

  return {
    async join(listener) {
      current ??= { reading: startReading(bus, logger), users: 0 };
      const mine = current;
      mine.users++;
      try {
        const { epoch, next, listeners } = await mine.reading;
        listeners.add(listener);
        let left = false;
        const leave = (): void => {
          if (left) return;
          left = true;
          listeners.delete(listener);
          release(mine);
        };
        return { epoch, next, leave };
      } catch (error) {
        release(mine);
        throw error;
      }
    },
    async close() {
      const last = current;
      current = null;
      await last?.reading.then(({ subscription }) => subscription.close()).catch(() => {});
    },
  };
}
