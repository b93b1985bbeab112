import { PipelineError } from '../core/errors.ts';
import type { IncomingMessage, OutgoingMessage } from '../core/log-bus.ts';
import { formatTime } from '../core/time.ts';
import { TOPIC } from '../core/topics.ts';

/** Where a message came from and where it got stuck. */
export interface DeadLetterOrigin {
  topic: string;
  partition: number;
  message: IncomingMessage;
  stage: 'decode' | 'classify' | 'index';
}

const MAX_REASON = 1_024;

/** The untouched message with the reason in its headers (docs/dead-letters.md); an earlier attempt's headers are carried on. */
export function deadLetter(origin: DeadLetterOrigin, error: unknown, now: number): OutgoingMessage {
  const { topic, partition, message, stage } = origin;
  const code = error instanceof PipelineError ? error.code : stage === 'index' ? 'store_rejected' : `${stage}_failed`;
  const reason = error instanceof Error ? error.message : String(error);
  return {
    topic: TOPIC.deadLetters,
    key: message.key,
    value: message.value,
    headers: {
      ...message.headers,
      'dlq.code': code,
      'dlq.stage': stage,
      'dlq.reason': reason.slice(0, MAX_REASON),
      'dlq.attempts': String(Number(message.headers['dlq.attempts'] ?? 0) + 1),
      'dlq.first_seen': message.headers['dlq.first_seen'] ?? formatTime(now),
      'dlq.source': `${topic}-${partition}-${message.offset}`,
    },
  };
}
