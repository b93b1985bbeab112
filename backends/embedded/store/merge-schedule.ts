import { FAN_IN } from './choose-merge.ts';

/** More records than this in a second, and storing them comes first: merging waits, */
const BUSY_RECORDS_A_SECOND = 15_000;
const SECOND_MS = 1_000;
/** unless so many blocks wait that searches would suffer. */
const LONGEST_BACKLOG = 1_024;

/** Says when to merge: after enough blocks, but not while there is more urgent work. */
export interface MergeSchedule {
  /** A call wrote so many blocks for so many records. */
  wrote(blocks: number, records: number): void;
  stop(): void;
}

/** Records written in this second and the one before. */
function createRate(now: () => number): { add(records: number): void; isBusy(): boolean } {
  let since = now();
  let current = 0;
  let last = 0;
  const turn = (): void => {
    const passed = now() - since;
    if (passed < SECOND_MS) return;
    last = passed < 2 * SECOND_MS ? current : 0;
    current = 0;
    since = now();
  };
  return {
    add(records) {
      turn();
      current += records;
    },
    isBusy() {
      turn();
      return Math.max(current, last) > BUSY_RECORDS_A_SECOND;
    },
  };
}

/**
 * @param merge merges for as long as `mayGoOn` says so and there is something to merge; never rejects
 * @param now milliseconds of any clock that only goes forward
 */
export function createMergeSchedule(
  merge: (mayGoOn: () => boolean) => Promise<void>,
  now: () => number = () => performance.now(),
): MergeSchedule {
  const rate = createRate(now);
  let blocksWaiting = 0;
  let isMerging = false;
  let later: NodeJS.Timeout | undefined;

  const mayMerge = (): boolean => !rate.isBusy() || blocksWaiting >= LONGEST_BACKLOG;
  const mergeOrWait = (): void => {
    later = undefined;
    if (isMerging || blocksWaiting < FAN_IN) return;
    if (!mayMerge()) {
      later = setTimeout(mergeOrWait, SECOND_MS);
      return;
    }
    isMerging = true;
    blocksWaiting = 0;
    merge(mayMerge).then(() => {
      isMerging = false;
      mergeOrWait();
    });
  };

  return {
    wrote(blocks, records) {
      rate.add(records);
      blocksWaiting += blocks;
      if (later === undefined) mergeOrWait();
    },
    stop: () => clearTimeout(later),
  };
}
