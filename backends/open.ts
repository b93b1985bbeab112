import type { AlertStore } from '../core/alert-store.ts';
import type { LogBus } from '../core/log-bus.ts';
import type { LogStore, Retention } from '../core/log-store.ts';
import type { Logger } from '../core/logger.ts';
import { createEmbeddedAlertStore } from './embedded/alert-store.ts';
import { lockFolder } from './embedded/folder-lock.ts';
import { createEmbeddedBus } from './embedded/log-bus.ts';
import { createEmbeddedStore } from './embedded/store/log-store.ts';

export interface BackendSettings {
  dataDir: string;
  durability: 'normal' | 'full';
  /** Threads that answer searches. */
  searchWorkers: number;
}

/** The one place that knows which technology is behind the ports. */
export interface Backends {
  /**
   * Takes the data for this process alone; every thread of it may then open it.
   * @throws PipelineError `folder_locked` or `folder_unwritable`
   */
  claim(): Promise<{ release(): Promise<void> }>;
  /** @param keeper whether this connection does the housekeeping; exactly one of a process should. */
  openBus(keeper: boolean): Promise<LogBus>;
  openStore(): Promise<LogStore & Retention>;
  openAlertStore(): Promise<AlertStore>;
}

export function openBackends(settings: BackendSettings, context: { logger: Logger; now: () => number }): Backends {
  const { dataDir: dir, durability, searchWorkers } = settings;
  const { logger, now } = context;
  return {
    claim: () => lockFolder(dir),
    openBus: (keeper) => createEmbeddedBus({ dir, durability, now, logger, checkpoint: keeper, check: keeper }),
    openStore: () => createEmbeddedStore({ dir, durability, logger, readers: searchWorkers }),
    openAlertStore: () => createEmbeddedAlertStore({ dir }),
  };
}
