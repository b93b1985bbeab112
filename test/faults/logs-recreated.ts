import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { TOPIC } from '../../core/topics.ts';
import { settledLedger } from '../house/read-house.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { pipelineRows } from './harness/account.ts';
import { asAdmin } from './harness/admin.ts';
import { drained } from './harness/drained.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';
import { SETTLED_WITHIN_MS } from './harness/settle.ts';

interface Shape {
  logsPerSecond: number;
  /** Of load before the topic is deleted, and again after it is there anew. */
  loadMs: number;
}

const SHORT: Shape = { logsPerSecond: 300, loadMs: 1_500 };
const LONG: Shape = { logsPerSecond: 5_000, loadMs: 60_000 };

/** Resolves when the topic is empty and takes logs again. */
async function recreate(estate: Estate): Promise<void> {
  await asAdmin(estate.brokers, async (admin) => {
    await admin.deleteTopics({ topics: [TOPIC.logs] });
    await eventually('the end of the topic', async () => !(await admin.listTopics()).includes(TOPIC.logs) || null);
  });
  await estate.openBus();
}

async function strike(estate: Estate, { logsPerSecond, loadMs }: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { gateway, api } = await estate.startPipeline();
  const bus = await estate.openBus();
  const loadFor = async (phase: string): Promise<readonly string[]> => {
    const load = startLoad(gateway, { prefix: `${estate.run}-${phase}`, logsPerSecond });
    await pause(loadMs);
    await load.stop();
    log(`${phase}: ${load.acknowledged.length} logs`);
    await drained(bus);
    return load.acknowledged;
  };
  const before = await loadFor('before');
  await recreate(estate);
  const begun = performance.now();
  const after = await loadFor('after');
  const { unaccounted } = await settledLedger(api, SETTLED_WITHIN_MS);
  return [
    { what: 'logs accepted before', value: before.length, unit: 'logs' },
    { what: 'logs accepted after, at the same offsets', value: after.length, unit: 'logs' },
    ...(await pipelineRows(bus, api, estate.run, [...before, ...after])),
    {
      what: 'unaccounted for in the ledger, of both topics',
      value: Math.abs(unaccounted),
      unit: 'logs',
      target: { op: '<=', value: 0 },
    },
    {
      what: `until everything was stored, ${loadMs / 1_000} s of load included`,
      value: (performance.now() - begun) / 1_000,
      unit: 's',
    },
  ];
}

export const fault: Fault = {
  name: 'logs-recreated',
  description:
    'The topic `logs` is deleted and made anew between two loads while the whole pipeline goes on running. Offsets begin at 0 again; what the new topic holds must be taken for new and none of it for a log that was stored long ago.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
