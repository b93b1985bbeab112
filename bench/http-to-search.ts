import { setTimeout as sleep } from 'node:timers/promises';
import { type Batches, createBatches } from './harness/batches.ts';
import { type House, withHouse } from './harness/house.ts';
import { postLogs, unfinishedLogs, waitUntilStored } from './harness/pipeline.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';

const CONNECTIONS = 4;
const BATCH = 1_000;
/** The sender stops above this and goes on below it. */
const MAX_UNFINISHED = 60_000;
const SPAN_MS = 20;
const WARM_UP_MS = 5_000;

/** Keeps all connections busy until then, as long as the pipeline keeps up. Resolves with how many logs were taken. */
async function flood(house: House, batches: Batches, until: number): Promise<number> {
  let accepted = 0;
  let isBehind = false;
  const watch = async (): Promise<void> => {
    while (Date.now() < until) {
      isBehind = (await unfinishedLogs(house)) > MAX_UNFINISHED;
      await sleep(200);
    }
  };
  const send = async (): Promise<void> => {
    while (Date.now() < until) {
      if (isBehind) await sleep(5);
      else {
        await postLogs(house, batches.next(Date.now(), SPAN_MS), BATCH);
        accepted += BATCH;
      }
    }
  };
  await Promise.all([watch(), ...Array.from({ length: CONNECTIONS }, send)]);
  return accepted;
}

async function measure(house: House, { quick, log }: RunOptions): Promise<Row[]> {
  const batches = createBatches({ size: BATCH, count: 64, seed: 1 });
  const first = Date.now() - SPAN_MS;
  const warm = await flood(house, batches, Date.now() + WARM_UP_MS);
  await waitUntilStored(house, warm, first, Date.now());

  const serverBefore = house.cpuSeconds();
  const ownBefore = process.cpuUsage();
  const begun = Date.now();
  const accepted = await flood(house, batches, begun + (quick ? 10_000 : 60_000));
  const sent = Date.now();
  await waitUntilStored(house, warm + accepted, first, sent);
  const seconds = (Date.now() - begun) / 1_000;
  const own = process.cpuUsage(ownBefore);
  log(`${accepted} logs sent and found in ${seconds.toFixed(1)} s`);
  return [
    {
      what: 'logs taken, classified, stored and found',
      value: accepted / seconds,
      unit: 'logs/s',
      target: { op: '>=', value: 60_000 },
    },
    { what: 'last answer until all are found', value: (Date.now() - sent) / 1_000, unit: 's' },
    { what: 'CPU of the server', value: (house.cpuSeconds() - serverBefore) / seconds, unit: 'cores' },
    { what: 'CPU of the sender', value: (own.user + own.system) / 1e6 / seconds, unit: 'cores' },
    { what: 'memory of the server, highest', value: house.memory().peakMb, unit: 'MB' },
  ];
}

export const scenario: Scenario = {
  name: 'http-to-search',
  description: `A sender in a process of its own posts NDJSON bodies of ${BATCH} logs over ${CONNECTIONS} connections for 60 s, as fast as it is answered, and pauses while more than ${MAX_UNFINISHED} logs are taken but not yet searchable. The time ends when the store finds exactly as many logs as were accepted, so nothing that waits anywhere is counted early. Sender and server share the machine.`,
  run: (options) => withHouse({ connections: CONNECTIONS + 1 }, (house) => measure(house, options)),
};
