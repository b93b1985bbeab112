import type { LogBus } from '../../core/log-bus.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';

/** By partition: messages from here on were shown. */
export type Bounds = Readonly<Record<number, number>>;

/** What of a partition is looked at. */
interface Window {
  partition: number;
  begin: number;
  from: number;
  end: number;
}

/** What is asked of a topic. */
export interface BackwardsRead {
  bounds: Bounds | null;
  limit: number;
  /** Every message when absent. */
  isWanted?(message: TopicMessage): boolean;
}

/** Of each partition, where only some messages are wanted. */
const LOOKED_AT = 1_000;

async function readWindows(bus: LogBus, topic: string, windows: readonly Window[]): Promise<TopicMessage[]> {
  const open = new Map(windows.filter(({ from, end }) => from < end).map((window) => [window.partition, window]));
  const found: TopicMessage[] = [];
  if (open.size === 0) return found;
  const offsets = Object.fromEntries(windows.map(({ partition, from, end }) => [partition, Math.min(from, end)]));
  await readTopic(bus, topic, { offsets }, (messages) => {
    for (const message of messages) {
      const window = open.get(message.partition);
      if (window && message.offset < window.end) found.push(message);
      if (window && message.offset >= window.end - 1) open.delete(message.partition);
    }
    return open.size > 0;
  });
  return found;
}

const isNewer = (a: TopicMessage, b: TopicMessage): number =>
  b.timestamp - a.timestamp || b.partition - a.partition || b.offset - a.offset;

/** What is older may have company in a partition whose older messages were not read. */
function knownFrom(windows: readonly Window[], read: readonly TopicMessage[]): number {
  const goesOn = new Set(windows.filter(({ from, begin }) => from > begin).map(({ partition }) => partition));
  const oldest = new Map<number, number>();
  for (const { partition, timestamp } of read) {
    if (goesOn.has(partition)) oldest.set(partition, Math.min(timestamp, oldest.get(partition) ?? timestamp));
  }
  return Math.max(...oldest.values());
}

/**
 * The newest messages of a topic before the bounds, newest first, at most `limit`; `next` is null when there are no older ones.
 * A page can be shorter than the limit, even empty, although there is a next one.
 */
export async function readBackwards(
  bus: LogBus,
  topic: string,
  { bounds, limit, isWanted }: BackwardsRead,
): Promise<{ messages: TopicMessage[]; next: Bounds | null }> {
  const size = isWanted ? Math.max(limit, LOOKED_AT) : limit;
  const lags = await bus.lag({ topics: [topic], groups: [] });
  const windows = lags.map(({ partition, beginOffset: begin, endOffset }): Window => {
    const end = Math.min(bounds?.[partition] ?? endOffset, endOffset);
    return { partition, begin, end, from: Math.max(begin, end - size) };
  });
  const read = await readWindows(bus, topic, windows);
  const wanted = (isWanted ? read.filter(isWanted) : read).sort(isNewer);
  const since = knownFrom(windows, read);
  const messages = wanted.filter(({ timestamp }) => timestamp >= since).slice(0, limit);
  const left = Map.groupBy(wanted.slice(messages.length), ({ partition }) => partition);
  const next = windows.map(({ partition, from }): [number, number] => {
    const newestLeft = left.get(partition)?.reduce((most, { offset }) => Math.max(most, offset), -1) ?? -1;
    return [partition, Math.max(from, newestLeft + 1)];
  });
  const hasMore = windows.some(({ partition, begin }) => (next.find(([of]) => of === partition)?.[1] ?? 0) > begin);
  return { messages, next: hasMore ? Object.fromEntries(next) : null };
}
