import { parentPort, workerData } from 'node:worker_threads';
import { type BlockRewriter, createBlockRewriter } from './rewrite-blocks.ts';
import { openStoreDatabase, type StoreDatabaseOptions } from './store-database.ts';
import { type PlainError, toPlainError } from './thread-errors.ts';

/** Entry of the thread that merges and drops blocks, one work at a time. */
export type MaintenanceTask =
  | { kind: 'merge' }
  | { kind: 'expire'; now: number; days: Readonly<Record<string, number>> };

export interface MaintenanceReport {
  /** Records that went, or merges that were made. */
  done: number;
  error?: PlainError;
  damaged: PlainError[];
}

function perform(rewriter: BlockRewriter, task: MaintenanceTask): number {
  if (task.kind === 'expire') return rewriter.dropExpired(task.now, task.days);
  return rewriter.mergeOnce() ? 1 : 0;
}

function serve(port: NonNullable<typeof parentPort>, options: StoreDatabaseOptions): void {
  const rewriter = createBlockRewriter(openStoreDatabase(options));
  port.on('message', (task: MaintenanceTask) => {
    const report: MaintenanceReport = { done: 0, damaged: [] };
    try {
      report.done = perform(rewriter, task);
    } catch (error) {
      report.error = toPlainError(error);
    }
    report.damaged = rewriter.takeDamaged().map(toPlainError);
    port.postMessage(report);
  });
}

if (parentPort) serve(parentPort, workerData as StoreDatabaseOptions);
