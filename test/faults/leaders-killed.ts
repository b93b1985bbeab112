import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { GROUP, TOPIC } from '../../core/topics.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { pipelineRows } from './harness/account.ts';
import { asAdmin } from './harness/admin.ts';
import { watchArrivals } from './harness/arrivals.ts';
import { drained } from './harness/drained.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';

interface Shape {
  logsPerSecond: number;
  /** Struck one after another. */
  leaders: readonly Leader[];
  steadyMs: number;
  awayMs: number;
}

interface Leader {
  name: string;
  topic: string;
  /** What is coordinated there; of plain partitions the first one is meant. */
  key: string | null;
}

const COORDINATED = `logsieve-${GROUP.processor}-${TOPIC.logs}-0`;
const LEADERS: readonly Leader[] = [
  { name: 'leader of a partition of logs', topic: TOPIC.logs, key: null },
  { name: 'transaction coordinator', topic: '__transaction_state', key: COORDINATED },
  { name: 'group coordinator', topic: '__consumer_offsets', key: GROUP.processor },
];
const NODES = 3;
const SHORT: Shape = { logsPerSecond: 200, leaders: LEADERS.slice(1, 2), steadyMs: 1_000, awayMs: 3_000 };
const LONG: Shape = { logsPerSecond: 1_000, leaders: LEADERS, steadyMs: 10_000, awayMs: 15_000 };

/** How the brokers choose the partition of what they coordinate. */
function placeOf(key: string, partitions: number): number {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (31 * hash + key.charCodeAt(at)) | 0;
  return (hash & 0x7fffffff) % partitions;
}

function leaderOf(brokers: string, { topic, key }: Leader): Promise<number> {
  return asAdmin(brokers, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = topics[0]?.partitions ?? [];
    const place = key === null ? 0 : placeOf(key, partitions.length);
    return partitions.find(({ partitionId }) => partitionId === place)?.leader ?? 0;
  });
}

/** Resolves when every replica has everything again, so that the next one may be lost. */
function allInSync(brokers: string): Promise<true> {
  return eventually(
    'all replicas in sync',
    async () => {
      const { topics } = await asAdmin(brokers, (admin) => admin.fetchTopicMetadata());
      return topics.every(({ partitions }) => partitions.every(({ isr }) => isr.length === NODES)) || null;
    },
    120_000,
  );
}

async function strike(estate: Estate, shape: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { logsPerSecond, leaders, steadyMs, awayMs } = shape;
  const { gateway, api } = await estate.startPipeline();
  const bus = await estate.openBus();
  const arrivals = await watchArrivals(bus, TOPIC.classified);
  let acknowledged: readonly string[] = [];
  const rows: Row[] = [];
  for (const [kill, leader] of leaders.entries()) {
    const load = startLoad(gateway, { prefix: `${estate.run}-${kill}`, logsPerSecond });
    await pause(steadyMs);
    await allInSync(estate.brokers);
    const node = await leaderOf(estate.brokers, leader);
    arrivals.longestGapMs();
    await estate.nodes.node(node).kill();
    log(`${leader.name}, broker ${node}, killed after ${load.acknowledged.length} logs`);
    await pause(awayMs);
    const gapMs = arrivals.longestGapMs();
    await estate.nodes.restart(node);
    await load.stop();
    const unansweredMs = load.longestGapMs();
    await drained(bus);
    log(`${load.acknowledged.length} logs, ${load.unknown.length} were not surely accepted`);
    acknowledged = [...acknowledged, ...load.acknowledged];
    rows.push(
      { what: `${leader.name}: logs accepted`, value: load.acknowledged.length, unit: 'logs' },
      { what: `${leader.name}: longest gap between acknowledgements`, value: unansweredMs / 1_000, unit: 's' },
      { what: `${leader.name}: longest gap on logs.classified while it is away`, value: gapMs / 1_000, unit: 's' },
    );
  }
  await arrivals.close();
  return [...rows, ...(await pipelineRows(bus, api, estate.run, acknowledged))];
}

export const fault: Fault = {
  name: 'leaders-killed',
  description:
    'The whole pipeline on a Kafka of three brokers, three replicas of everything, two of which must have what is acknowledged. Ended with SIGKILL, one after another and each back before the next: the leader of a partition of `logs`, the coordinator of the transactions of the processor, the coordinator of its group. 1,000 logs a second: three brokers and the pipeline share two cores.',
  run: ({ short, log }) => withEstate({ nodes: NODES }, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
