import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { GROUP, TOPIC } from '../../core/topics.ts';
import type { House } from '../house/house.ts';
import { countByMinute, createTimeline, expectedAlerts, TIMELINE_RULES } from '../house/timeline.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { accountFor, accountRows, classifiedMarkers } from './harness/account.ts';
import { asAdmin } from './harness/admin.ts';
import { alertRows } from './harness/alerts.ts';
import { watchArrivals } from './harness/arrivals.ts';
import { finished } from './harness/drained.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';
import { writeRules } from './harness/rule-file.ts';
import { passTime, readWindows, windowRows } from './harness/windows.ts';

interface Shape {
  logsPerSecond: number;
  /** From one process to three and back. */
  rounds: number;
  everyMs: number;
}

const SHORT: Shape = { logsPerSecond: 1_000, rounds: 1, everyMs: 2_000 };
const LONG: Shape = { logsPerSecond: 5_000, rounds: 4, everyMs: 15_000 };
const PARTITIONS = [0, 1, 2];
const PATIENCE_MS = 60_000;
const MINUTE_MS = 60_000;
/** So old that only logs close its windows, not the wall clock. */
const START_MS = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 2 * 86_400_000;

/** Resolves when the partitions are shared among so many. */
function untilShared(brokers: string, members: number): Promise<true> {
  const isShared = async (): Promise<true | null> => {
    const { groups } = await asAdmin(brokers, (admin) => admin.describeGroups([GROUP.processor]));
    return groups[0]?.state === 'Stable' && groups[0].members.length === members ? true : null;
  };
  return eventually(`a group of ${members}`, isShared, PATIENCE_MS);
}

/** Adds two processes and takes the two oldest away again: what stays is new, so every partition moves. */
async function rescale(estate: Estate, processors: House[], everyMs: number): Promise<void> {
  const start = (): Promise<House> => estate.start('processor');
  processors.push(...(await Promise.all([start(), start()])));
  await untilShared(estate.brokers, processors.length);
  await pause(everyMs);
  await Promise.all(processors.splice(0, 2).map((processor) => processor.stop()));
  await untilShared(estate.brokers, processors.length);
  await pause(everyMs);
}

async function allCounted(bus: LogBus): Promise<void> {
  await finished(bus, TOPIC.logs, GROUP.processor);
  await passTime(bus, PARTITIONS);
  await finished(bus, TOPIC.logs, GROUP.processor);
  await finished(bus, TOPIC.partials, GROUP.windows);
}

async function strike(estate: Estate, { logsPerSecond, rounds, everyMs }: Shape, log: FaultOptions['log']) {
  const [gateway, first] = await Promise.all([estate.start('gateway'), estate.start('processor')]);
  const bus = await estate.openBus();
  const timeline = createTimeline(START_MS, `${estate.run}-`);
  const load = startLoad(gateway, { prefix: estate.run, logsPerSecond, log: (index) => ({ ...timeline.log(index) }) });
  const arrivals = await watchArrivals(bus, TOPIC.classified);
  const processors = [first];
  await pause(everyMs);
  for (let round = 1; round <= rounds; round++) {
    await rescale(estate, processors, everyMs);
    log(`round ${round} after ${load.acknowledged.length} logs`);
  }
  const standstillMs = arrivals.longestGapMs();
  await load.stop();
  if (load.unknown.length > 0) throw new Error(`${load.unknown.length} logs of which nobody knows whether they count`);
  await allCounted(bus);

  const sent = load.acknowledged.map((_, index) => timeline.log(index));
  const rows: Row[] = [
    { what: 'logs accepted', value: sent.length, unit: 'logs' },
    { what: 'from one process to three and back', value: rounds, unit: 'times' },
    ...accountRows('logs.classified', accountFor(load.acknowledged, await classifiedMarkers(bus, estate.run))),
    ...windowRows(await readWindows(bus), { counted: countByMinute(sent), corrected: new Map() }),
    ...(await alertRows(bus, expectedAlerts(sent))),
    { what: 'longest standstill of logs.classified', value: standstillMs / 1_000, unit: 's' },
  ];
  return rows;
}

export const fault: Fault = {
  name: 'processors-rescaled',
  description:
    'A processor under a steady load becomes three and then one again, every 15 s, and the one that stays is always new. The logs tell of days gone by, minutes of them a second, so windows are open at every change, and the counts of all partitions are summed for a rule. Every window must have the count of the logs that were sent, every alert begin and end once, and every log be in `logs.classified` once.',
  run: ({ short, log }) =>
    withEstate({ settings: { ALERT_RULES: writeRules(TIMELINE_RULES) } }, (estate) =>
      strike(estate, short ? SHORT : LONG, log),
    ),
};
