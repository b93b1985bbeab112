import type { IncomingMessage, OutgoingMessage } from './log-bus.ts';
import { formatTime } from './time.ts';
import { MAX_MESSAGE_BYTES, TOPIC } from './topics.ts';

/** Where a message came from and where it got stuck. */
export interface DeadLetterOrigin {
  topic: string;
  partition: number;
  message: IncomingMessage;
  stage: 'decode' | 'classify' | 'count' | 'index' | 'alert';
}

const MAX_REASON = 1_024;
/** Leaves room for the headers of a dead letter. */
const MAX_BYTES = MAX_MESSAGE_BYTES - 64 * 1_024;
/** What is left of a value, a key and each header of what is larger. */
const BEGINNING = 1_024;
const MAX_HEADERS = 100;
const CUT_FROM = 'dlq.cut_from_bytes';

type Content = Pick<IncomingMessage, 'key' | 'value' | 'headers'>;

function bytesOf({ key, value, headers }: Content): number {
  let bytes = value.length + Buffer.byteLength(key ?? '');
  for (const [name, text] of Object.entries(headers)) bytes += Buffer.byteLength(name) + Buffer.byteLength(text);
  return bytes;
}

/** A foreign message that came compressed may be larger than any topic takes from us: its beginning then, as it must not stop those behind it. */
function fitting({ key, value, headers }: Content): Content {
  const bytes = bytesOf({ key, value, headers });
  if (bytes <= MAX_BYTES) return { key, value, headers };
  const kept = Object.entries(headers)
    .slice(0, MAX_HEADERS)
    .map(([name, text]) => [name.slice(0, BEGINNING), text.slice(0, BEGINNING)]);
  return {
    key: key?.slice(0, BEGINNING) ?? null,
    value: Buffer.from(value.subarray(0, BEGINNING)),
    headers: { ...Object.fromEntries(kept), [CUT_FROM]: String(bytes) },
  };
}

/** Whether a dead letter holds only the beginning of its message. */
export function isCutShort(headers: Readonly<Record<string, string>>): boolean {
  return headers[CUT_FROM] !== undefined;
}

/**
 * The untouched message with the reason in its headers (docs/dead-letters.md); an earlier attempt's headers are carried on. Of one
 * that no topic takes there is the beginning.
 */
export function writeDeadLetter(
  { topic, partition, message, stage }: DeadLetterOrigin,
  why: { code: string; reason: string },
  now: number,
): OutgoingMessage {
  const { key, value, headers } = fitting(message);
  return {
    topic: TOPIC.deadLetters,
    key,
    value,
    headers: {
      ...headers,
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
