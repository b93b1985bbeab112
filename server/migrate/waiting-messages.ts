import { ledgerKey, readCounts, writeCounts } from '../../core/ledger.ts';
import type { AtomicWriter, AtomicWriters, LogBus, OutgoingMessage, PartitionLag } from '../../core/log-bus.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';
import { GROUP, TOPIC } from '../../core/topics.ts';
import { readLedgerEntries } from '../ledger-entries.ts';

/** What is taken over of a topic: what this group has not finished, or everything. */
export interface WaitingTopic {
  topic: string;
  group?: string;
}

/** What only the bus knows and the target's bus has to be told. */
export const WAITING_TOPICS: readonly WaitingTopic[] = [
  { topic: TOPIC.rules },
  { topic: TOPIC.logs, group: GROUP.processor },
  { topic: TOPIC.alerts, group: GROUP.alertConsumer },
  { topic: TOPIC.deadLetters },
];

const PAGE = 1_000;
/** Whoever opens it has waited until nothing of earlier ones is under way any more. */
export const MIGRATION_WRITER = 'migration';

/** By partition, the first offset that the group has not finished. */
export async function waitingOffsets(bus: LogBus, { topic, group }: WaitingTopic): Promise<Record<number, number>> {
  const begin = ({ beginOffset, groups }: PartitionLag): number =>
    Math.max(beginOffset, groups.find((each) => each.group === group)?.committedOffset ?? 0);
  const lags = await bus.lag({ topics: [topic], groups: group === undefined ? [] : [group] });
  return Object.fromEntries(lags.map((lag) => [lag.partition, begin(lag)]));
}

/** Reads what waits, page by page in the order of each partition. */
export async function readWaiting(
  bus: LogBus,
  waiting: WaitingTopic,
  onMessages: (messages: readonly TopicMessage[]) => void | Promise<void>,
): Promise<void> {
  const offsets = await waitingOffsets(bus, waiting);
  await readTopic(bus, waiting.topic, { offsets }, async (messages) => {
    for (let at = 0; at < messages.length; at += PAGE) await onMessages(messages.slice(at, at + PAGE));
    return true;
  });
}

/** The way into the target's bus. */
export interface WaitingTarget {
  writer: AtomicWriter;
  /** How far partitions were taken over by earlier runs. */
  moved: ReadonlyMap<string, number>;
}

/** Takes the way over from an earlier run, of which nothing comes any more: only then its ledger tells how far it came. */
export async function openWaitingTarget(bus: LogBus & AtomicWriters): Promise<WaitingTarget> {
  return { writer: await bus.openWriter(MIGRATION_WRITER), moved: await readMoved(bus) };
}

async function readMoved(target: LogBus): Promise<Map<string, number>> {
  const moved = new Map<string, number>();
  for (const [key, value] of await readLedgerEntries(target)) {
    const counts = readCounts('migration', key, value);
    if (counts) moved.set(key, counts.offset);
  }
  return moved;
}

const partOf = ({ topic, epoch, partition }: TopicMessage): string => `${topic}/${epoch}/${partition}`;

function copyOf({ topic, key, value, headers, timestamp }: TopicMessage): OutgoingMessage {
  return { topic, key, value, headers, timestamp };
}

/**
 * Publishes on the target what waits on the source. Each page goes in one step with how far it reaches, so that a run
 * that goes on after another, however that ended, doubles nothing. Resolves with how many messages this run moved.
 */
export async function moveWaiting(
  source: LogBus,
  { writer, moved }: WaitingTarget,
  waiting: WaitingTopic,
  onProgress: (moved: number) => void,
): Promise<number> {
  let count = 0;
  await readWaiting(source, waiting, async (messages) => {
    const left = messages.filter(
      (message) => message.offset >= (moved.get(ledgerKey('migration', partOf(message))) ?? 0),
    );
    const last = left.at(-1);
    if (!last) return;
    await writer.write([...left.map(copyOf), writeCounts('migration', partOf(last), { offset: last.offset + 1 })]);
    count += left.length;
    onProgress(count);
  });
  return count;
}
