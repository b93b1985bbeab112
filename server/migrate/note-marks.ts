import { ledgerKey, readCounts, writeCounts } from '../../core/ledger.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { readTopic } from '../../core/read-topic.ts';
import { TOPIC } from '../../core/topics.ts';

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

/** What an earlier run found; retention may have taken it since. */
async function notedBefore(bus: LogBus): Promise<Map<string, number>> {
  const noted = new Map<string, number>();
  await readTopic(bus, TOPIC.ledger, 'earliest', (messages) => {
    for (const { key, value } of messages) {
      const marks = key === null ? null : readCounts('marks', key, value);
      if (key !== null && marks) noted.set(`${key}/${marks.epoch}`, marks.count);
    }
    return true;
  });
  return noted;
}

/** Tells the ledger which offsets of `logs` are only the marks of the transactions that messages were taken over in. */
export async function noteMarks(bus: LogBus): Promise<void> {
  const lags = await bus.lag({ topics: [TOPIC.logs], groups: [] });
  const messages = await countMessages(bus, new Map(lags.map((lag) => [lag.partition, lag.endOffset])));
  const noted = await notedBefore(bus);
  const found = lags.map(({ partition, epoch, beginOffset, endOffset }) => {
    const measured = endOffset - beginOffset - (messages.get(partition) ?? 0);
    const count = Math.max(measured, noted.get(`${ledgerKey('marks', partition)}/${epoch}`) ?? 0);
    return { partition, counts: { epoch, offset: endOffset, count } };
  });
  const some = found.filter(({ counts }) => counts.count > 0);
  if (some.length > 0) await bus.publish(some.map(({ partition, counts }) => writeCounts('marks', partition, counts)));
}
