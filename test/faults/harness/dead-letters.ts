import type { LogBus } from '../../../core/log-bus.ts';
import { readTopic } from '../../../core/read-topic.ts';
import { TOPIC } from '../../../core/topics.ts';

/** What could not be processed, as it came. */
export interface DeadLetter {
  code: string;
  value: Buffer;
}

/** All dead letters, oldest first in each partition. */
export async function readDeadLetters(bus: LogBus): Promise<DeadLetter[]> {
  const found: DeadLetter[] = [];
  await readTopic(bus, TOPIC.deadLetters, 'earliest', (messages) => {
    for (const { headers, value } of messages) found.push({ code: headers['dlq.code'] ?? '', value });
    return true;
  });
  return found;
}
