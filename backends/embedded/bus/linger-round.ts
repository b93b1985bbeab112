import type { Signal } from '../../../core/signal.ts';

/**
 * The partitions of one subscription that wait for a batch to fill end the wait together: what several of them write in
 * the same moment shares its transaction, and no log waits longer for it.
 */
export interface LingerRound {
  /** Whether a wait that began then is over because another partition's is. */
  isOver(since: number): boolean;
  /** The wait of this partition is over. */
  end(own: Signal, now: number): void;
}

/** @param signals of all partitions; may still grow */
export function createLingerRound(signals: readonly Signal[]): LingerRound {
  let endedAt = Number.NEGATIVE_INFINITY;
  return {
    isOver: (since) => since <= endedAt,
    end(own, now) {
      endedAt = now;
      for (const signal of signals) if (signal !== own) signal.wake();
    },
  };
}
