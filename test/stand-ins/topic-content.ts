import type { LogBus } from '../../core/log-bus.ts';
import { readTopic, type TopicMessage } from '../../core/read-topic.ts';

/** All that a topic holds now, oldest first in each partition; for topics that fit into memory. Readers of more take `readTopic`. */
export async function contentOf(bus: LogBus, topic: string): Promise<TopicMessage[]> {
  const found: TopicMessage[] = [];
  await readTopic(bus, topic, 'earliest', (messages) => {
    found.push(...messages);
    return true;
  });
  return found;
}
