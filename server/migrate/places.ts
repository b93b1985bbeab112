import type { AlertImport, AlertStore } from '../../core/alert-store.ts';
import type { AtomicWriters, LogBus } from '../../core/log-bus.ts';
import type { LogStore } from '../../core/log-store.ts';

/** Where data comes from. */
export interface SourcePlace {
  bus: LogBus;
  store: LogStore;
  alertStore: AlertStore;
}

/** Where it goes. */
export interface TargetPlace extends SourcePlace {
  bus: LogBus & AtomicWriters;
  alertStore: AlertStore & AlertImport;
}
