import { ledgerKey, readCounts, writeCounts } from '../../core/ledger.ts';
import type { AtomicWriters, LogBus, PartitionLag } from '../../core/log-bus.ts';
import { readTopic } from '../../core/read-topic.ts';
import { TOPIC } from '../../core/topics.ts';
import { readLedgerEntries } from '../ledger-entries.ts';
import { MIGRATION_WRITER } from './waiting-messages.ts';

/** By partition, how many messages of `logs` lie before the end that it had a moment ago. */
async function countMessages(bus: LogBus, ends: ReadonlyMap<number, number>): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  await readTopic(bus, TOPIC.logs, 'earliest', (messages) => {
    for (const { partition, offset } of messages) {
      if (offset < (ends.get(partition) ?? 0)) counts.set(partition, (counts.get(partition) ?? 0) + 1);
    }
    return true;
  });
  return counts;
}

/** What an earlier run found of the same topic; retention may have taken it since. */
function notedBefore(entries: ReadonlyMap<string, Buffer>, { partition, epoch }: PartitionLag): number {
  const key = ledgerKey('marks', partition);
  const value = entries.get(key);
  const marks = value && readCounts('marks', key, value);
  return marks?.epoch === epoch ? marks.count : 0;
}

/** Tells the ledger which offsets of `logs` are only the marks of the transactions that messages were taken over in. */
export async function noteMarks(bus: LogBus & AtomicWriters): Promise<void> {
  // Kafka answers to a commit before it has written its marks
  const writer = await bus.openWriter(MIGRATION_WRITER);
  const lags = await bus.lag({ topics: [TOPIC.logs], groups: [] });
  const messages = await countMessages(bus, new Map(lags.map((lag) => [lag.partition, lag.endOffset])));
  const entries = await readLedgerEntries(bus);
  const found = lags.map((lag) => {
    const { partition, epoch, beginOffset, endOffset } = lag;
    const measured = endOffset - beginOffset - (messages.get(partition) ?? 0);
    const count = Math.max(measured, notedBefore(entries, lag));
    return { partition, counts: { epoch, offset: endOffset, count } };
  });
  const some = found.filter(({ counts }) => counts.count > 0);
  if (some.length > 0) await writer.write(some.map(({ partition, counts }) => writeCounts('marks', partition, counts)));
}
