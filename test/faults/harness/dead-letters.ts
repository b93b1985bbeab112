import type { LogBus } from '../../../core/log-bus.ts';
import { parseTime } from '../../../core/time.ts';
import { TOPIC } from '../../../core/topics.ts';
import { contentOf } from '../../stand-ins/topic-content.ts';

/** What could not be processed, as it came, and what is told of it. */
export interface DeadLetter {
  code: string;
  value: Buffer;
  /** Of the log, when it has one. */
  marker: string;
  /** Of the topic on which it failed. */
  partition: number;
  /** Epoch ms. */
  firstSeen: number;
}

/** All dead letters, oldest first in each partition, as a reader of what is committed sees them. */
export async function readDeadLetters(bus: LogBus): Promise<DeadLetter[]> {
  return (await contentOf(bus, TOPIC.deadLetters)).map(({ value, headers }) => {
    const [, marker = ''] = /"marker":"([^"]+)"/.exec(value.toString()) ?? [];
    const [, partition] = /-(\d+)-\d+$/.exec(headers['dlq.source'] ?? '') ?? [];
    const firstSeen = parseTime(headers['dlq.first_seen'] ?? '');
    return { code: headers['dlq.code'] ?? '', value, marker, partition: Number(partition), firstSeen };
  });
}
