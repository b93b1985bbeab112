import type { IncomingMessage, LogBus, StartAt } from './log-bus.ts';

export interface TopicMessage extends IncomingMessage {
  topic: string;
  partition: number;
  epoch: string;
}

/**
 * Reads what a topic holds at the moment of the call, partition by partition interleaved, and ends. Return false to stop early.
 */
export async function readTopic(
  bus: LogBus,
  topic: string,
  startAt: StartAt,
  onMessages: (messages: TopicMessage[]) => boolean | undefined | Promise<boolean | undefined>,
): Promise<void> {
  const pending = new Map<number, number>();
  for (const { partition, beginOffset, endOffset } of await bus.lag({ topics: [topic], groups: [] })) {
    if (endOffset > beginOffset) pending.set(partition, endOffset);
  }
  if (pending.size === 0) return;
  const done = Promise.withResolvers<void>();
  const reached = (partition: number, next: number): void => {
    if (next >= (pending.get(partition) ?? 0)) pending.delete(partition);
    if (pending.size === 0) done.resolve();
  };
  const subscription = await bus.subscribe({
    topics: [topic],
    startAt,
    tickMs: 50,
    onAssigned: ({ partition, offset }) => reached(partition, offset),
    async onBatch({ messages, partition, epoch }) {
      const end = pending.get(partition);
      if (end === undefined) return;
      const inside = messages.filter((message) => message.offset < end);
      try {
        const more = await onMessages(inside.map((message) => ({ ...message, topic, partition, epoch })));
        if (more === false) {
          pending.clear();
          done.resolve();
        }
      } catch (error) {
        pending.clear();
        done.reject(error);
      }
      const last = messages.at(-1);
      reached(partition, last ? last.offset + 1 : end);
    },
  });
  try {
    await done.promise;
  } finally {
    await subscription.close();
  }
}
