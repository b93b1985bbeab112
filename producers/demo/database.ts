import type { Clock } from '../../core/clock.ts';
import type { Producer } from '../sdk/producer.ts';
import type { Chance } from './chance.ts';

/** How the database fares: `slow` answers in seconds, `broken` loses four connections of ten. */
export type DatabaseState = 'well' | 'slow' | 'broken';

/** A database in memory that takes its time, as one across a network does. */
export interface Database {
  state: DatabaseState;
  /** @throws Error when the connection is lost. */
  query<T>(table: string, work: () => T): Promise<T>;
}

const SLOW_MS = 500;
const BROKEN_SHARE = 0.4;

export function createDatabase(log: Producer, clock: Clock, chance: Chance): Database {
  const takesMs = (state: DatabaseState): number =>
    state === 'slow' ? 1_200 + chance.below(1_800) : 1 + chance.below(12);
  return {
    state: 'well',
    async query(table, work) {
      const { state } = this;
      const ms = takesMs(state);
      await clock.sleep(ms);
      if (state === 'broken' && chance.hits(BROKEN_SHARE)) {
        throw new Error(`database query on ${table} failed: connection reset by peer`);
      }
      if (ms > SLOW_MS) log.warn(`slow database query: select from ${table} took ${ms} ms`, { table, duration_ms: ms });
      return work();
    },
  };
}
