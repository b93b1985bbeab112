import { MAX_RAW_BYTES, MAX_ROWS } from './block-format.ts';
import type { BlockInfo } from './block-table.ts';

/** So many blocks of one size class become one. */
export const FAN_IN = 8;
/** Larger blocks are left alone: they would be written again for little. */
export const DONE_ROWS = MAX_ROWS / 2;
const DONE_BYTES = MAX_RAW_BYTES / 2;
const CLASSES = 5;

const classOf = (rows: number): number => Math.floor(Math.log2(rows) / Math.log2(FAN_IN));

/**
 * The neighbours, in the order of writing, that are best made one; null when none are. Each record is written again about
 * once for each eightfold growth of its block, as in a tiered log-structured merge tree.
 */
export function chooseMerge(blocks: readonly BlockInfo[]): BlockInfo[] | null {
  for (let level = 0; level < CLASSES; level++) {
    const found = chooseAtLevel(blocks, level);
    if (found) return found;
  }
  return null;
}

function chooseAtLevel(blocks: readonly BlockInfo[], level: number): BlockInfo[] | null {
  let group: BlockInfo[] = [];
  let rows = 0;
  let bytes = 0;
  const isReady = (): boolean =>
    group.length >= FAN_IN || (group.length > 1 && (rows > DONE_ROWS || bytes > DONE_BYTES));
  for (const block of blocks) {
    const belongs = block.rows <= DONE_ROWS && block.rawBytes <= DONE_BYTES && classOf(block.rows) <= level;
    if (!belongs || rows + block.rows > MAX_ROWS || bytes + block.rawBytes > MAX_RAW_BYTES) {
      if (isReady()) return group;
      group = [];
      rows = 0;
      bytes = 0;
    }
    if (belongs) {
      group.push(block);
      rows += block.rows;
      bytes += block.rawBytes;
    }
  }
  return group.length >= FAN_IN || rows === MAX_ROWS ? group : null;
}
