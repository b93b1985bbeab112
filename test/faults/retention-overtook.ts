import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { readTopic } from '../../core/read-topic.ts';
import { TOPIC } from '../../core/topics.ts';
import type { House } from '../house/house.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { accountFor, classifiedMarkers } from './harness/account.ts';
import { asAdmin } from './harness/admin.ts';
import { drained } from './harness/drained.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';

interface Shape {
  logsPerSecond: number;
  loadMs: number;
}

const SHORT: Shape = { logsPerSecond: 300, loadMs: 1_000 };
const LONG: Shape = { logsPerSecond: 5_000, loadMs: 20_000 };
const DAY_MS = 86_400_000;
const CONFIG_OF_TOPIC = 2;
/** How often Kafka looks for what is too old: so often that nobody has to wait minutes for it. */
const BROKER = { 'log.retention.check.interval.ms': '200', 'log.initial.task.delay.ms': '200' };

function keepFor(brokers: string, ms: number): Promise<void> {
  const configEntries = [{ name: 'retention.ms', value: `${ms}` }];
  const resources = [{ type: CONFIG_OF_TOPIC, name: TOPIC.logs, configEntries }];
  return asAdmin(brokers, async (admin) => void (await admin.alterConfigs({ validateOnly: false, resources })));
}

/** Retention takes everything that stands there. */
async function expire(bus: LogBus, brokers: string): Promise<void> {
  await keepFor(brokers, 1);
  await eventually('an empty topic', async () => {
    const lags = (await bus.lag()).filter(({ topic }) => topic === TOPIC.logs);
    return lags.every(({ beginOffset, endOffset }) => beginOffset === endOffset) || null;
  });
  await keepFor(brokers, DAY_MS);
}

interface Place {
  partition: number;
  offset: number;
  marker: string;
}

async function placesOf(bus: LogBus): Promise<Place[]> {
  const places: Place[] = [];
  await readTopic(bus, TOPIC.logs, 'earliest', (messages) => {
    for (const { partition, offset, value } of messages) {
      const [, marker = ''] = /"marker":"([^"]+)"/.exec(value.toString()) ?? [];
      places.push({ partition, offset, marker });
    }
    return true;
  });
  return places;
}

/** The alarms in its own log, as the operator reads them: what is lost is an error. */
function reportedBy(processor: House): { partition: number; from: number; to: number }[] {
  return processor.ownLog().flatMap(({ level, error }) => {
    if (level !== 'error' || error?.code !== 'offset_lost') return [];
    const [, from, to, partition] = /^Offsets (\d+) to (\d+) of "logs", partition (\d+),/.exec(error.message) ?? [];
    return [{ partition: Number(partition), from: Number(from), to: Number(to) }];
  });
}

const without = (these: ReadonlySet<string>, others: ReadonlySet<string>): number =>
  [...these].filter((marker) => !others.has(marker)).length;

async function strike(estate: Estate, { logsPerSecond, loadMs }: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { gateway, processor } = await estate.startPipeline();
  const bus = await estate.openBus();
  const loadFor = async (phase: string): Promise<readonly string[]> => {
    const load = startLoad(gateway, { prefix: `${estate.run}-${phase}`, logsPerSecond });
    await pause(loadMs);
    await load.stop();
    log(`${phase}: ${load.acknowledged.length} logs`);
    return load.acknowledged;
  };
  const read = await loadFor('read');
  await drained(bus);
  await processor.stop();
  const unread = await loadFor('unread');
  const places = await placesOf(bus);
  await expire(bus, estate.brokers);
  const acknowledged = [...read, ...unread, ...(await loadFor('later'))];
  const restarted = await estate.start('processor');
  await drained(bus);

  const classified = await classifiedMarkers(bus, estate.run);
  const arrived = new Set(classified);
  const lost = new Set(acknowledged.filter((marker) => !arrived.has(marker)));
  const ranges = reportedBy(restarted);
  const isIn = (place: Place): boolean =>
    ranges.some(
      ({ partition, from, to }) => partition === place.partition && place.offset >= from && place.offset <= to,
    );
  const reported = new Set(places.filter(isIn).map(({ marker }) => marker));
  const none = { op: '<=', value: 0 } as const;
  return [
    { what: 'logs accepted', value: acknowledged.length, unit: 'logs' },
    { what: 'lost to retention', value: lost.size, unit: 'logs', target: { op: '>=', value: 1 } },
    { what: 'offsets in the alarms', value: ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0), unit: '' },
    { what: 'lost and not reported', value: without(lost, reported), unit: 'logs', target: none },
    { what: 'reported and not lost', value: without(reported, lost), unit: 'logs', target: none },
    {
      what: 'twice in logs.classified',
      value: accountFor(acknowledged, classified).duplicated,
      unit: 'logs',
      target: none,
    },
  ];
}

export const fault: Fault = {
  name: 'retention-overtook',
  description:
    'The processor is stopped, logs go on coming in, and the retention of Kafka removes them before it is started again. That loss is no fault of ours, but it must be told: the alarms in the log of the processor must name exactly the logs that are missing.',
  run: ({ short, log }) => withEstate({ kafka: BROKER }, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
