import type { LogBus } from '../../core/log-bus.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';

/** By partition: messages from here on were shown. */
export type Bounds = Readonly<Record<number, number>>;

interface Window {
  partition: number;
  from: number;
  end: number;
}

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

/**
 * The newest messages of a topic before the bounds, newest first, at most `limit`; `next` is null when there are no older ones.
 * A page can be shorter than the limit although there is a next one.
 */
export async function readBackwards(
  bus: LogBus,
  topic: string,
  bounds: Bounds | null,
  limit: number,
): Promise<{ messages: TopicMessage[]; next: Bounds | null }> {
  const lags = await bus.lag({ topics: [topic], groups: [] });
  const windows = lags.map(({ partition, beginOffset, endOffset }): Window => {
    const end = Math.min(bounds?.[partition] ?? endOffset, endOffset);
    return { partition, end, from: Math.max(beginOffset, end - limit) };
  });
  const found = (await readWindows(bus, topic, windows)).sort(isNewer);
  const messages = found.slice(0, limit);
  const left = Map.groupBy(found.slice(limit), ({ partition }) => partition);
  const next = windows.map(({ partition, from }): [number, number] => {
    const newestLeft = left.get(partition)?.reduce((most, { offset }) => Math.max(most, offset), -1) ?? -1;
    return [partition, Math.max(from, newestLeft + 1)];
  });
  const hasMore = lags.some(
    ({ partition, beginOffset }) => (next.find(([of]) => of === partition)?.[1] ?? 0) > beginOffset,
  );
  return { messages, next: hasMore ? Object.fromEntries(next) : null };
}
