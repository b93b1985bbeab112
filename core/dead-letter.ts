import type { IncomingMessage, OutgoingMessage } from './log-bus.ts';
import { formatTime } from './time.ts';
import { TOPIC } from './topics.ts';

/** Where a message came from and where it got stuck. */
export interface DeadLetterOrigin {
  topic: string;
  partition: number;
  message: IncomingMessage;
  stage: 'decode' | 'classify' | 'count' | 'index' | 'alert';
}

const MAX_REASON = 1_024;

/** The untouched message with the reason in its headers (docs/dead-letters.md); an earlier attempt's headers are carried on. */
export function writeDeadLetter(
  { topic, partition, message, stage }: DeadLetterOrigin,
  why: { code: string; reason: string },
  now: number,
): OutgoingMessage {
  return {
    topic: TOPIC.deadLetters,
    key: message.key,
    value: message.value,
    headers: {
      ...message.headers,
      'dlq.code': why.code,
      'dlq.stage': stage,
      'dlq.reason': why.reason.slice(0, MAX_REASON),
      'dlq.attempts': String(Number(message.headers['dlq.attempts'] ?? 0) + 1),
      'dlq.first_seen': message.headers['dlq.first_seen'] ?? formatTime(now),
      'dlq.source': `${topic}-${partition}-${message.offset}`,
    },
  };
}

/** The topic on which a dead letter failed; null when it does not say. */
export function sourceTopic(headers: Readonly<Record<string, string>>): string | null {
  return /^(.+)-\d+-\d+$/.exec(headers['dlq.source'] ?? '')?.[1] ?? null;
}
