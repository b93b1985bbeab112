import { Worker } from 'node:worker_threads';
import { PipelineError } from '../../../core/errors.ts';
import type { MaintenanceReport, MaintenanceTask } from './maintenance-thread.ts';
import type { StoreDatabaseOptions } from './store-database.ts';
import { fromPlainError } from './thread-errors.ts';

/** A thread that rewrites blocks, started when it has something to do. */
export interface Maintenance {
  /** Resolves with how many records were dropped, or 1 for a merge that was made and 0 when there is nothing to merge. */
  run(task: MaintenanceTask): Promise<number>;
  /** Ends a work in progress; what was replaced so far stays replaced. */
  close(): Promise<void>;
}

export interface MaintenanceOptions extends StoreDatabaseOptions {
  onDamaged(error: PipelineError): void;
}

/** Rewriting blocks makes much that lives shortly; without a bound the thread would keep 150 MB of room for it. */
const YOUNG_GENERATION_MB = 24;

export function createMaintenance({ onDamaged, ...data }: MaintenanceOptions): Maintenance {
  let worker: Worker | null = null;
  let closed = false;
  const waiting: { resolve(done: number): void; reject(error: unknown): void }[] = [];

  function start(): Worker {
    const started = new Worker(new URL('./maintenance-thread.ts', import.meta.url), {
      workerData: data satisfies StoreDatabaseOptions,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    started.on('message', (report: MaintenanceReport) => {
      for (const found of report.damaged) onDamaged(fromPlainError(found));
      const first = waiting.shift();
      if (report.error) first?.reject(fromPlainError(report.error));
      else first?.resolve(report.done);
    });
    const lose = (cause: unknown): void => {
      if (worker !== started) return;
      worker = null;
      for (const { reject } of waiting.splice(0))
        reject(new PipelineError('unavailable', 'the store ended its housekeeping', { cause }));
    };
    started.on('error', lose);
    started.on('exit', () => lose(undefined));
    return started;
  }

  return {
    run(task) {
      if (closed) return Promise.reject(new PipelineError('unavailable', 'the store is closed'));
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      waiting.push({ resolve, reject });
      worker ??= start();
      worker.postMessage(task);
      return promise;
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}
