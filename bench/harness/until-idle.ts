import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './house.ts';
import { waitFor } from './wait.ts';

/** Resolves when background work of the server, such as merging, has come to rest. */
export async function untilIdle(house: House): Promise<void> {
  let before = house.cpuSeconds();
  await waitFor('an idle server', 120_000, 0, async () => {
    await sleep(2_000);
    const now = house.cpuSeconds();
    const used = now - before;
    before = now;
    return used < 0.2 ? true : null;
  });
}
