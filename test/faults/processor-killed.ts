import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { settledLedger } from '../house/read-house.ts';
import { pipelineRows } from './harness/account.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';
import { SETTLED_WITHIN_MS } from './harness/settle.ts';

interface Shape {
  logsPerSecond: number;
  kills: number;
  everyMs: number;
}

const SHORT: Shape = { logsPerSecond: 1_000, kills: 2, everyMs: 2_000 };
const LONG: Shape = { logsPerSecond: 5_000, kills: 12, everyMs: 10_000 };

async function strike(estate: Estate, { logsPerSecond, kills, everyMs }: Shape, log: FaultOptions['log']) {
  const { gateway, api, processor: first } = await estate.startPipeline();
  const load = startLoad(gateway, { prefix: estate.run, logsPerSecond });
  let processor = first;
  for (let kill = 1; kill <= kills; kill++) {
    await pause(everyMs);
    await processor.kill();
    log(`kill ${kill} after ${load.acknowledged.length} logs`);
    processor = await estate.start('processor');
  }
  await load.stop();
  const begun = performance.now();
  await settledLedger(api, SETTLED_WITHIN_MS);
  const recoveredMs = performance.now() - begun;
  const rows: Row[] = [
    { what: 'logs accepted', value: load.acknowledged.length, unit: 'logs' },
    { what: 'kills', value: kills, unit: '' },
    ...(await pipelineRows(await estate.openBus(), api, estate.run, load.acknowledged)),
    { what: 'until everything was stored, after the last log', value: recoveredMs / 1_000, unit: 's' },
  ];
  return rows;
}

export const fault: Fault = {
  name: 'processor-killed',
  description:
    'Gateway, processor, indexer and API in processes of their own under a steady load. The processor is ended with SIGKILL again and again and started anew each time. Every accepted log must be in `logs.classified` and in Elasticsearch once.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
