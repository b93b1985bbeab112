import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { accountRows } from './harness/account.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';
import { settle } from './harness/settle.ts';

interface Shape {
  logsPerSecond: number;
  kills: number;
  /** How long it works before it is killed. */
  workMs: number;
}

const SHORT: Shape = { logsPerSecond: 1_000, kills: 1, workMs: 500 };
const LONG: Shape = { logsPerSecond: 5_000, kills: 8, workMs: 5_000 };
const ALREADY_THERE = 409;

async function strike(estate: Estate, { logsPerSecond, kills, workMs }: Shape, log: FaultOptions['log']) {
  const { gateway, api, indexer: first } = await estate.startPipeline();
  let repeated = 0;
  let stored = Promise.withResolvers<void>();
  estate.elasticsearch.watchBulks(({ statuses }) => {
    repeated += statuses?.filter((status) => status === ALREADY_THERE).length ?? 0;
    stored.resolve();
  });
  /** Resolves when Elasticsearch has answered, and the indexer has not heard it. */
  const nextStored = (): Promise<void> => {
    stored = Promise.withResolvers();
    return stored.promise;
  };
  const load = startLoad(gateway, { prefix: estate.run, logsPerSecond });
  let indexer = first;
  for (let kill = 1; kill <= kills; kill++) {
    await nextStored();
    await pause(workMs);
    await nextStored();
    await indexer.kill();
    log(`kill ${kill} after ${load.acknowledged.length} logs`);
    indexer = await estate.start('indexer');
  }
  const { account, seconds } = await settle(estate, api, load);
  const rows: Row[] = [
    { what: 'logs accepted', value: load.acknowledged.length, unit: 'logs' },
    { what: 'kills', value: kills, unit: '' },
    ...accountRows('Elasticsearch', account),
    { what: 'written again and found to be there (409)', value: repeated, unit: 'logs' },
    { what: 'until everything was stored, after the last log', value: seconds, unit: 's' },
  ];
  return rows;
}

export const fault: Fault = {
  name: 'indexer-killed',
  description:
    'Gateway, processor, indexer and API in processes of their own under a steady load. The indexer is ended with SIGKILL each time that it has worked for five seconds, at the moment at which Elasticsearch has stored a batch and the offset has not moved. Every accepted log must be there once: what is written again must meet its own id. Until Kafka gives up a member that was killed, its partitions wait for 10 s.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
