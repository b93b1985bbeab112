import type { LogBus, PartitionLag } from '../../../core/log-bus.ts';
import { GROUP, TOPIC } from '../../../core/topics.ts';
import { eventually } from '../../stand-ins/eventually.ts';

/** A pipeline that was held up for minutes needs some to catch up. */
const PATIENCE_MS = 240_000;

const isDone = (lags: readonly PartitionLag[], topic: string, group: string): boolean => {
  const ofTopic = lags.filter((lag) => lag.topic === topic);
  const lagOf = ({ groups, beginOffset, endOffset }: PartitionLag): number =>
    groups.find((each) => each.group === group)?.lag ?? endOffset - beginOffset;
  return ofTopic.length > 0 && ofTopic.every((lag) => lagOf(lag) === 0);
};

/** Resolves when this group has finished all that the topic holds; a Kafka that is away is waited for. */
export async function finished(bus: LogBus, topic: string, group: string): Promise<void> {
  await eventually(
    `group "${group}" at the end of "${topic}"`,
    async () => (isDone(await bus.lag().catch(() => []), topic, group) ? true : null),
    PATIENCE_MS,
  );
}

/** Resolves when everything that was accepted so far is stored. Unlike the ledger it asks nobody who may be struck. */
export async function drained(bus: LogBus): Promise<void> {
  await finished(bus, TOPIC.logs, GROUP.processor);
  await finished(bus, TOPIC.classified, GROUP.indexer);
}
