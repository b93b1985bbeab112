import type { Row } from '../../../bench/harness/scenario.ts';
import type { Copier, Pattern } from './copier.ts';
import { type Estate, withEstate } from './estate.ts';
import { type Held, REQUEST } from './kafka-proxy.ts';

/** Kafka lets nobody be missed sooner than after 6 s unless it is told so. */
const BROKER = { 'group.min.session.timeout.ms': '1000' };

/** Stalls a copier whose connections go through the proxy when it has sent a batch. Resolves with its commit, held on the way. */
export async function stallInCommit({ proxy }: Estate, copier: Copier): Promise<Held> {
  const commit = await proxy.holdNext(REQUEST.endTransaction);
  copier.stall();
  return commit;
}

/** Strikes one pattern after the other, on a Kafka where a stalled copier is soon missed. The naive way's figures are no promises, and say whose they are. */
export function strikePatterns(
  patterns: readonly Pattern[],
  strike: (estate: Estate, pattern: Pattern) => Promise<Row[]>,
): Promise<Row[]> {
  return withEstate({ kafka: BROKER }, async (estate) => {
    const all: Row[] = [];
    for (const pattern of patterns) {
      const rows = await strike(estate, pattern);
      const isOurs = pattern === 'ours';
      all.push(
        ...(isOurs ? rows : rows.map(({ what, value, unit }) => ({ what: `the naive way: ${what}`, value, unit }))),
      );
    }
    return all;
  });
}
