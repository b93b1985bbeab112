import type { Clock } from '../../core/clock.ts';
import type { Database } from './database.ts';
import type { Places, Traffic } from './traffic.ts';

/** What an incident can do to the services. */
export interface World {
  places: Places;
  databases: readonly Database[];
  traffic: Traffic;
  clock: Clock;
  stopHsearch(): Promise<void>;
}

export interface Incident {
  /** What happens, for the person who watches. */
  story: string;
  /** The rules, by the beginning of their names, of which one is expected to fire. */
  rule: string;
  /** How long the alert may take, ms. */
  patienceMs: number;
  /** Lets it happen until the signal. Rejects never. */
  run(world: World, signal: AbortSignal): Promise<void>;
}

const GUESSES_EVERY_MS = 200;

async function guessPasswords({ places, traffic, clock }: World, signal: AbortSignal): Promise<void> {
  // another one each time: an alert that is still open from the last time is not raised again
  const attacker = {
    address: `203.0.113.${1 + (Math.floor(clock.now() / 1_000) % 254)}`,
    agent: 'python-requests/2.32',
  };
  for (let n = 0; !signal.aborted; n += 1) {
    const user = `u-${100 + (n % 40)}`;
    await traffic.ask(`${places.music}/login`, { user, ...attacker }, { user, password: `summer${n}` });
    await clock.sleep(GUESSES_EVERY_MS, signal);
  }
}

async function inState({ databases, clock }: World, state: Database['state'], signal: AbortSignal): Promise<void> {
  for (const database of databases) database.state = state;
  while (!signal.aborted) await clock.sleep(60_000, signal);
  for (const database of databases) database.state = 'well';
}

/** What can go wrong on demand. */
export const INCIDENTS = {
  'brute-force': {
    story: 'one address guesses passwords, five a second',
    rule: 'failed-logins',
    patienceMs: 60_000,
    run: guessPasswords,
  },
  'slow-database': {
    story: 'both databases take more than a second to answer',
    rule: 'slow-responses',
    patienceMs: 180_000,
    run: (world, signal) => inState(world, 'slow', signal),
  },
  'error-burst': {
    story: 'both databases lose four connections of ten, so requests fail with 500',
    rule: 'error-ratio',
    patienceMs: 180_000,
    run: (world, signal) => inState(world, 'broken', signal),
  },
  silence: {
    story: 'hsearch stops, and with it its logs; a rule of the demo waits a minute',
    rule: 'demo-hsearch-silent',
    patienceMs: 180_000,
    run: ({ stopHsearch }) => stopHsearch(),
  },
} as const satisfies Record<string, Incident>;

export type IncidentName = keyof typeof INCIDENTS;
