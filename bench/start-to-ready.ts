import { createBatches } from './harness/batches.ts';
import { startHouse, withFolder } from './harness/house.ts';
import { postLogs, waitUntilStored } from './harness/pipeline.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';

const BATCH = 1_000;

async function run({ quick }: RunOptions): Promise<Row[]> {
  const logs = quick ? 100_000 : 1_000_000;
  return withFolder(async (dataDir) => {
    const first = await startHouse({ dataDir });
    const { residentMb } = first.memory();
    const batches = createBatches({ size: BATCH, count: 64, seed: 8 });
    const begun = Date.now();
    for (let sent = 0; sent < logs; sent += BATCH) await postLogs(first, batches.next(Date.now(), 10), BATCH);
    await waitUntilStored(first, logs, begun - 10, Date.now());
    await first.stop();
    const second = await startHouse({ dataDir });
    await second.stop();
    return [
      {
        what: 'start on an empty folder until ready',
        value: first.readyAfterMs / 1_000,
        unit: 's',
        target: { op: '<=', value: 3 },
      },
      {
        what: `start on ${logs} logs until ready`,
        value: second.readyAfterMs / 1_000,
        unit: 's',
        target: { op: '<=', value: 3 },
      },
      { what: 'memory when ready, empty folder', value: residentMb, unit: 'MB' },
    ];
  });
}

export const scenario: Scenario = {
  name: 'start-to-ready',
  description:
    'From the start of the process to the first 200 of `/health/ready`, asked every 5 ms: once on a new folder, once on a folder that holds 1,000,000 logs and was left in order.',
  run,
};
