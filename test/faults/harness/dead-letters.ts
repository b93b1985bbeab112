import type { LogBus } from '../../../core/log-bus.ts';
import { readTopic } from '../../../core/read-topic.ts';
import { parseTime } from '../../../core/time.ts';
import { TOPIC } from '../../../core/topics.ts';

export interface DeadLetter {
  marker: string;
  /** Of the topic on which it failed. */
  partition: number;
  /** Epoch ms. */
  firstSeen: number;
}

/** Every dead letter, as a reader of what is committed sees them. */
export async function readDeadLetters(bus: LogBus): Promise<DeadLetter[]> {
  const found: DeadLetter[] = [];
  await readTopic(bus, TOPIC.deadLetters, 'earliest', (messages) => {
    for (const { value, headers } of messages) {
      const [, marker = ''] = /"marker":"([^"]+)"/.exec(value.toString()) ?? [];
      const [, partition] = /-(\d+)-\d+$/.exec(headers['dlq.source'] ?? '') ?? [];
      found.push({ marker, partition: Number(partition), firstSeen: parseTime(headers['dlq.first_seen'] ?? '') });
    }
    return true;
  });
  return found;
}
