import type { TopicMessage } from '../../core/read-topic.ts';
import { formatRecordId } from '../../core/record-id.ts';
import { formatTime } from '../../core/time.ts';
import type { LetterReplays } from './replay-book.ts';

/** How often a message may go through the pipeline again. */
export const MAX_REPLAYS = 3;
export const REPLAYED = 'dlq.reprocessed';

/** A dead letter as the API serves it. */
export interface DeadLetter {
  id: string;
  at: string;
  key: string | null;
  code: string;
  stage: string;
  reason: string;
  attempts: number;
  first_seen: string | null;
  source: string | null;
  reprocessed: number;
  replays: number;
  replayed_at: string | null;
  replay_outcome: 'sent' | 'unknown' | null;
  headers: Record<string, string>;
  value: string;
  encoding: 'utf8' | 'base64';
  truncated: boolean;
}

const SHOWN_BYTES = 16_384;

function writeValue(value: Buffer): Pick<DeadLetter, 'value' | 'encoding' | 'truncated'> {
  const truncated = value.length > SHOWN_BYTES;
  const shown = value.subarray(0, SHOWN_BYTES);
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    // A character that the limit cuts in two is no reason to call the text binary.
    return { value: decoder.decode(shown, { stream: truncated }), encoding: 'utf8', truncated };
  } catch {
    return { value: shown.toString('base64'), encoding: 'base64', truncated };
  }
}

/** Ids of dead letters have the shape of record ids, of their own topic. */
export function deadLetterId({ epoch, partition, offset }: TopicMessage): string {
  return formatRecordId(epoch, partition, offset);
}

/** How often its message was sent again before it failed as this one. */
export function replaysOf({ headers }: TopicMessage): number {
  const count = Number(headers[REPLAYED] ?? 0);
  return Number.isFinite(count) ? count : 0;
}

/** A message of the dead letter topic and what became of it, its value shown as text where it is text, at most 16 KiB of it. */
export function describeDeadLetter(message: TopicMessage, replays: LetterReplays | null): DeadLetter {
  const { headers, key, timestamp, value } = message;
  const own = Object.entries(headers).filter(([name]) => !name.startsWith('dlq.'));
  return {
    id: deadLetterId(message),
    at: formatTime(timestamp),
    key,
    code: headers['dlq.code'] ?? 'internal',
    stage: headers['dlq.stage'] ?? 'unknown',
    reason: headers['dlq.reason'] ?? '',
    attempts: Number(headers['dlq.attempts'] ?? 1),
    first_seen: headers['dlq.first_seen'] ?? null,
    source: headers['dlq.source'] ?? null,
    reprocessed: replaysOf(message),
    replays: replays?.count ?? 0,
    replayed_at: replays && formatTime(replays.at),
    replay_outcome: replays && (replays.isSure ? 'sent' : 'unknown'),
    headers: Object.fromEntries(own),
    ...writeValue(value),
  };
}
