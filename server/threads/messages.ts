import type { Config } from '../config.ts';
import type { RoleName } from '../role.ts';
import type { WriteTroubles } from '../watch-writes.ts';

/** What a thread is started with. */
export interface ThreadStart {
  /** Names the thread in logs and figures. */
  name: string;
  /** What it runs, started in this order. */
  roles: readonly RoleName[];
  config: Config;
  /** Whether its connection to the bus does the housekeeping for the process. */
  keeper: boolean;
}

export type ToThread = { type: 'stop' } | { type: 'metrics'; request: number };

export type FromThread =
  | { type: 'ready' }
  /** It could not start; the code and message of the error. */
  | { type: 'failed'; code: string; message: string }
  | { type: 'metrics'; request: number; metrics: unknown }
  /** Its writes began to fail, or go well again. */
  | { type: 'writes'; troubles: WriteTroubles }
  /** One of its roles takes nothing for this reason; null when it goes on. */
  | { type: 'role stopped'; role: RoleName; reason: string | null }
  | { type: 'stopped' };
