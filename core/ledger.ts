import type { Bookmark } from './bookmark.ts';
import type { OutgoingMessage } from './log-bus.ts';
import { TOPIC } from './topics.ts';

/** Cumulative counts by who keeps them: each is the newest of its key on `pipeline.ledger`, in one commit with what it counts. */
export interface LedgerCounts {
  /** Of a partition of `logs`. */
  processor: Bookmark & {
    taken: number;
    classified: number;
    deadLettered: number;
    /** Offsets that were finished in topics of the same name, deleted since. */
    earlier: number;
  };
  /** Of a partition of `logs.classified`. */
  indexer: Bookmark & { stored: number; deadLettered: number };
  /** Of one page of dead letters that went back to `logs.classified`. */
  replay: { replayed: number };
  /** Of a partition elsewhere whose messages were taken over: the next offset there. */
  migration: { offset: number };
  /** Of a partition of `logs` that messages were taken over into: how many of the offsets before this one hold no message. */
  marks: { epoch: string; offset: number; count: number };
}

export type LedgerKeeper = keyof LedgerCounts;

/** The key of one partition's counts, or of one page's. */
export function ledgerKey(keeper: LedgerKeeper, part: number | string): string {
  return `${keeper}/${part}`;
}

/** Counts as they stand on the ledger; those of a partition lie on the same partition there. */
export function writeCounts<K extends LedgerKeeper>(
  keeper: K,
  part: number | string,
  counts: LedgerCounts[K],
): OutgoingMessage {
  const place = typeof part === 'number' ? { partition: part } : {};
  return { topic: TOPIC.ledger, ...place, key: ledgerKey(keeper, part), value: JSON.stringify(counts) };
}

/** The counts under this key; null when another keeper wrote them. */
export function readCounts<K extends LedgerKeeper>(keeper: K, key: string, value: Buffer): LedgerCounts[K] | null {
  return key.startsWith(ledgerKey(keeper, '')) ? (JSON.parse(value.toString()) as LedgerCounts[K]) : null;
}
