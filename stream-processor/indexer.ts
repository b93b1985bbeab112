import { firstUnread } from '../core/bookmark.ts';
import { type LedgerCounts, ledgerKey, readCounts, writeCounts } from '../core/ledger.ts';
import type { Batch, IncomingMessage, LogBus, OutgoingMessage } from '../core/log-bus.ts';
import type { LogStore } from '../core/log-store.ts';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from '../core/metrics.ts';
import type { LogRecord } from '../core/record.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import { deadLetter } from './dead-letter.ts';
import { createJoinedWrite } from './joined-write.ts';
import { createRole, type Role } from './role.ts';
import { tellFailure } from './tell-failure.ts';

export interface IndexerOptions {
  bus: LogBus;
  store: LogStore;
  /** How long a batch may wait to fill, ms. */
  lingerMs?: number;
  maxMessages?: number;
  logger: Logger;
  metrics: Metrics;
  now(): number;
}

type IndexerCounts = LedgerCounts['indexer'];

const NONE: Readonly<IndexerCounts> = { stored: 0, deadLettered: 0, epoch: '', offset: 0 };

/**
 * Finished records into the store. The store is idempotent by id and the offset moves only after it has answered, so a
 * record is stored once however often it is delivered, and its bookmark says what was counted. Trouble in the store stops this
 * part alone.
 */
export function createIndexer(options: IndexerOptions): Role {
  const { bus, store, logger, now, maxMessages = store.batchSize } = options;
  const stored = options.metrics.counter({ name: 'logsieve_indexer_stored_total', help: 'Records newly stored.' });
  const repeated = options.metrics.counter({
    name: 'logsieve_indexer_duplicates_total',
    help: 'Records that were stored already when they came again.',
  });
  const rejected = options.metrics.counter({
    name: 'logsieve_indexer_dead_letters_total',
    help: 'Records that the store can never take.',
  });
  const counts = new Map<number, Readonly<IndexerCounts>>();
  const write = createJoinedWrite({
    store,
    maxRecords: maxMessages,
    onWritten(result) {
      stored.add(result.stored);
      repeated.add(result.duplicates);
    },
  });

  /** Stores everything, and resolves with the dead letters among what comes for the first time. */
  const index = async (batch: Batch, unread: number): Promise<OutgoingMessage[]> => {
    const records: LogRecord[] = [];
    const sources: IncomingMessage[] = [];
    const dead: OutgoingMessage[] = [];
    const bury = (message: IncomingMessage, error: unknown): void => {
      if (message.offset < unread) return;
      dead.push(deadLetter({ topic: batch.topic, partition: batch.partition, message, stage: 'index' }, error, now()));
    };
    for (const message of batch.messages) {
      try {
        records.push(JSON.parse(message.value.toString()) as LogRecord);
        sources.push(message);
      } catch (error) {
        bury(message, error);
      }
    }
    for (const { index: at, reason } of await write(records)) {
      const message = sources[at];
      if (message) bury(message, new Error(reason));
    }
    rejected.add(dead.length);
    return dead;
  };
  const count = ({ partition, epoch, messages }: Batch, unread: number, dead: number): OutgoingMessage => {
    const before = counts.get(partition) ?? NONE;
    const taken = messages.filter(({ offset }) => offset >= unread).length;
    const after = {
      stored: before.stored + taken - dead,
      deadLettered: before.deadLettered + dead,
      epoch,
      offset: Math.max(unread, (messages.at(-1)?.offset ?? -1) + 1),
    };
    counts.set(partition, after);
    return writeCounts('indexer', partition, after);
  };

  return createRole(() =>
    bus.subscribe({
      group: GROUP.indexer,
      topics: [TOPIC.classified],
      stateTopic: TOPIC.ledger,
      lingerMs: options.lingerMs ?? 400,
      maxMessages,
      onAssigned({ partition, state }) {
        const key = ledgerKey('indexer', partition);
        const value = state.get(key);
        counts.set(partition, (value && readCounts('indexer', key, value)) ?? NONE);
      },
      async onBatch(batch) {
        const unread = firstUnread(counts.get(batch.partition) ?? NONE, batch.epoch);
        const dead = await index(batch, unread);
        await batch.commit({ publish: [...dead, count(batch, unread, dead.length)] });
      },
      onError: tellFailure(logger, 'a batch could not be stored, it will be tried again'),
    }),
  );
}
