import { createEmbeddedBus } from '../../backends/embedded/log-bus.ts';
import { TOPIC, TOPICS } from '../../core/topics.ts';

/** What no processor can read: cut off, no text, no record. */
const BROKEN = ['{"service": "shop", "message": "card', Buffer.from([0x7b, 0xff, 0xfe]), '{"message": "unfinis', '42'];

/** Puts messages that cannot be read on the bus of a house that does not run yet: no door would take them. */
export async function seedDeadLetters(dataDir: string): Promise<void> {
  const bus = await createEmbeddedBus({ dir: dataDir, now: Date.now });
  try {
    await bus.createTopics(TOPICS);
    await bus.publish(BROKEN.map((value, at) => ({ topic: TOPIC.logs, key: `broken-${at}`, value })));
  } finally {
    await bus.close();
  }
}
