import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { pipelineRows } from './harness/account.ts';
import { drained } from './harness/drained.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';

interface Shape {
  logsPerSecond: number;
  /** How long the broker is away, ms, one kill each. */
  awayMs: readonly number[];
  /** Of load before each kill and after each return. */
  steadyMs: number;
}

const SHORT: Shape = { logsPerSecond: 300, awayMs: [2_000], steadyMs: 2_000 };
const LONG: Shape = { logsPerSecond: 2_000, awayMs: [2_000, 20_000, 60_000], steadyMs: 8_000 };

async function strike(estate: Estate, { logsPerSecond, awayMs, steadyMs }: Shape, log: FaultOptions['log']) {
  const { gateway, api } = await estate.startPipeline();
  const bus = await estate.openBus();
  let acknowledged: readonly string[] = [];
  const rows: Row[] = [];
  for (const [kill, away] of awayMs.entries()) {
    const load = startLoad(gateway, { prefix: `${estate.run}-${kill}`, logsPerSecond });
    await pause(steadyMs);
    await estate.kafka().kill();
    const killedAt = performance.now();
    log(`killed after ${load.acknowledged.length} logs`);
    await pause(away);
    await estate.restartKafka();
    const returnedAt = performance.now();
    const before = load.acknowledged.length;
    await eventually('an accepted log', () => load.acknowledged.length > before || null);
    const acceptedAt = performance.now();
    await pause(steadyMs);
    await load.stop();
    const gapMs = load.longestGapMs();
    log(`stopped after ${load.acknowledged.length} logs, ${load.unknown.length} were not surely accepted`);
    await drained(bus);
    acknowledged = [...acknowledged, ...load.acknowledged];
    const after = `broker away ${away / 1_000} s`;
    rows.push(
      { what: `${after}: logs accepted`, value: load.acknowledged.length, unit: 'logs' },
      { what: `${after}: until Kafka answered again`, value: (returnedAt - killedAt) / 1_000, unit: 's' },
      { what: `${after}: from then until a log was accepted`, value: (acceptedAt - returnedAt) / 1_000, unit: 's' },
      { what: `${after}: longest gap between acknowledgements`, value: gapMs / 1_000, unit: 's' },
      {
        what: `${after}: from its return until everything was stored, ${steadyMs / 1_000} s of load included`,
        value: (performance.now() - returnedAt) / 1_000,
        unit: 's',
      },
    );
  }
  return [...rows, ...(await pipelineRows(bus, api, estate.run, acknowledged))];
}

export const fault: Fault = {
  name: 'broker-killed',
  description:
    'The whole pipeline under a steady load of 2,000 logs a second on a Kafka of one broker, which is ended with SIGKILL and started again after 2, 20 and 60 s. (5,000 a second, with what piles up meanwhile, are more than two cores catch up with.) Every accepted log must come out once; one whose acceptance was refused or never answered may be there once or not at all.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
