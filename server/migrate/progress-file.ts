import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordPosition } from '../../core/log-store.ts';

/** How far the stored logs of a folder were taken over, kept in that folder. */
export interface ProgressFile {
  /** Logs up to here are in the target; null: none, or it was another target. */
  position(): RecordPosition | null;
  /** Durable when it returns. */
  moveTo(position: RecordPosition): void;
  /** The next run begins anew: a pass that came to its end may have been overtaken by logs behind it. */
  clear(): void;
}

const NAME = 'migration.json';

function readPosition(path: string, target: string): RecordPosition | null {
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as { target: string; position: RecordPosition };
    return found.target === target ? found.position : null;
  } catch {
    // Without it everything is written once more, which changes nothing.
    return null;
  }
}

/** @param target what names the place where the logs go: progress towards another one does not count */
export function openProgressFile(dir: string, target: string): ProgressFile {
  const path = join(dir, NAME);
  let position = readPosition(path, target);
  return {
    position: () => position,
    moveTo(reached) {
      const file = openSync(`${path}.new`, 'w');
      try {
        writeSync(file, JSON.stringify({ target, position: reached }));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(`${path}.new`, path);
      position = reached;
    },
    clear() {
      rmSync(path, { force: true });
      position = null;
    },
  };
}
