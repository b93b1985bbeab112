import { sourceTopic } from '../../core/dead-letter.ts';
import type { TopicMessage } from '../../core/read-topic.ts';
import { deadLetterId } from './dead-letter.ts';
import type { ReplayBook } from './replay-book.ts';

/** Which dead letters are meant; what is null does not narrow the choice. */
export interface LetterFilter {
  code: string | null;
  stage: string | null;
  /** On which they failed. */
  topic: string | null;
  /** Text that the message holds. */
  text: string | null;
  /** Epoch ms; both ends belong to it. */
  from: number | null;
  to: number | null;
  /** Whether they were sent again. */
  replayed: boolean | null;
}

/** Whether anything narrows the choice. */
export function isNarrowing(filter: LetterFilter): boolean {
  return Object.values(filter).some((wanted) => wanted !== null);
}

/** Whether the message is one of those that are meant. */
export function isMeant(message: TopicMessage, filter: LetterFilter, book: ReplayBook): boolean {
  const { headers, value, timestamp } = message;
  const { code, stage, topic, text, from, to, replayed } = filter;
  if (code !== null && headers['dlq.code'] !== code) return false;
  if (stage !== null && headers['dlq.stage'] !== stage) return false;
  if (topic !== null && sourceTopic(headers) !== topic) return false;
  if ((from !== null && timestamp < from) || (to !== null && timestamp > to)) return false;
  if (replayed !== null && (book.of(deadLetterId(message)) !== null) !== replayed) return false;
  return text === null || value.includes(text);
}
