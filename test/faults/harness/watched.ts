import { fileURLToPath } from 'node:url';
import type { House } from '../../house/house.ts';

const WATCH = fileURLToPath(new URL('./thread-watch.ts', import.meta.url));

/** Settings of a house whose threads are to be watched. */
export const WATCHED: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${WATCH}`,
};

/** What a watched house has told of itself. */
export interface Sightings {
  /** The longest time since then that a thread did nothing else, ms. */
  longestStallMs: number;
  prototypeChanges: number;
}

/** @param since epoch ms: starting takes its time, too */
export function sightingsOf(house: House, since: number): Sightings {
  const told = house.ownLog();
  const stalls = told.flatMap(({ stalledMs, at }) => (at >= since && stalledMs !== undefined ? [stalledMs] : []));
  return {
    longestStallMs: Math.max(0, ...stalls),
    prototypeChanges: told.filter(({ prototypes }) => prototypes !== undefined).length,
  };
}
