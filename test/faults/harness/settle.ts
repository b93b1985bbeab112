import type { House } from '../../house/house.ts';
import { type Ledger, settledLedger } from '../../house/read-house.ts';
import { type Account, accountFor, storedMarkers } from './account.ts';
import type { Estate } from './estate.ts';
import type { Load } from './load.ts';

/** For what was sent to be where it belongs. */
export const SETTLED_WITHIN_MS = 240_000;

export interface Settled {
  /** Of what Elasticsearch holds. */
  account: Account;
  ledger: Ledger;
  /** From the last log on, until all was where it belongs. */
  seconds: number;
}

/** Ends the load and waits until nothing of it is on its way. */
export async function settle(estate: Estate, api: House, load: Load): Promise<Settled> {
  await load.stop();
  const begun = performance.now();
  const ledger = await settledLedger(api, SETTLED_WITHIN_MS);
  const seconds = (performance.now() - begun) / 1_000;
  const account = accountFor(load.acknowledged, await storedMarkers(api, estate.run));
  return { account, ledger, seconds };
}
