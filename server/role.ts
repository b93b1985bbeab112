import type { Backends } from '../backends/open.ts';
import type { AtomicWriters, LogBus } from '../core/log-bus.ts';
import type { Logger } from '../core/logger.ts';
import type { Config } from './config.ts';
import type { HouseMetrics } from './metrics.ts';

export const ROLES = ['gateway', 'processor', 'indexer', 'alerts', 'api'] as const;
/** A part of the house that can run in a process of its own. */
export type RoleName = (typeof ROLES)[number];

/** What every role is built from. */
export interface RoleContext {
  config: Config;
  backends: Backends;
  /** Of this thread; its owner closes it after the roles have stopped. */
  bus: LogBus & AtomicWriters;
  logger: Logger;
  metrics: HouseMetrics;
  /** Told why a role that runs takes nothing of what waits for it, whenever that changes; null when it goes on. */
  onStopped(role: RoleName, reason: string | null): void;
  now(): number;
}

export interface RunningRole {
  /** Finishes what is in hand and lets go of everything. Idempotent. */
  stop(): Promise<void>;
}
