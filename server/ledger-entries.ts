import type { LogBus } from '../core/log-bus.ts';
import { readTopic } from '../core/read-topic.ts';
import { TOPIC } from '../core/topics.ts';

/** What stands on the ledger now: the newest entry of every key. */
export async function readLedgerEntries(bus: LogBus): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  await readTopic(bus, TOPIC.ledger, 'earliest', (messages) => {
    for (const { key, value } of messages) if (key !== null) entries.set(key, value);
    return true;
  });
  return entries;
}
