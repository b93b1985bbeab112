import { FAN_IN } from './choose-merge.ts';

/** Calls of this size mean that there is a backlog to store: merging waits until it is worked off, */
const BUSY_RECORDS = 2_048;
/** which is when no such call came for so long, */
const CALM_MS = 1_000;
/** or until so many blocks wait. */
const LONGEST_BACKLOG = 1_024;

/** Says when to merge: after enough blocks, but not while there is more urgent work. */
export interface MergeSchedule {
  /** A call wrote so many blocks for so many records. */
  wrote(blocks: number, records: number): void;
  stop(): void;
}

export function createMergeSchedule(merge: () => void): MergeSchedule {
  let blocksWaiting = 0;
  let calm: NodeJS.Timeout | undefined;
  const mergeNow = (): void => {
    blocksWaiting = 0;
    merge();
  };
  return {
    wrote(blocks, records) {
      blocksWaiting += blocks;
      if (blocksWaiting < FAN_IN) return;
      clearTimeout(calm);
      if (records >= BUSY_RECORDS && blocksWaiting < LONGEST_BACKLOG) calm = setTimeout(mergeNow, CALM_MS);
      else mergeNow();
    },
    stop: () => clearTimeout(calm),
  };
}
