import type { Row } from '../../bench/harness/scenario.ts';
import { waitFor } from '../../bench/harness/wait.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { readTopic } from '../../core/read-topic.ts';
import type { LogRecord } from '../../core/record.ts';
import { parseTime } from '../../core/time.ts';
import { GROUP, TOPIC } from '../../core/topics.ts';
import type { House } from '../house/house.ts';
import { countByMinute, createTimeline, expectedAlerts, TIMELINE_RULES } from '../house/timeline.ts';
import { alertRows } from './harness/alerts.ts';
import { type Arrival, asCounted, createDisorder } from './harness/disorder.ts';
import { finished } from './harness/drained.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { writeRules } from './harness/rule-file.ts';
import { CLOSING_SERVICE, type PublishedWindow, passTime, readWindows, windowRows } from './harness/windows.ts';

interface Shape {
  /** Twenty of them are a second of their own time. */
  logs: number;
  /** Whether a window of now is waited for, which takes two minutes. */
  waits: boolean;
}

const SHORT: Shape = { logs: 15_000, waits: false };
const LONG: Shape = { logs: 300_000, waits: true };
const PARTITIONS = 3;
/** Falls silent after a third of the time. */
const IDLE = 2;
const BUSY = [0, 1];
const MINUTE_MS = 60_000;
/** Half a day ago: closed by logs alone, and younger than what `logs.classified` keeps. */
const START_MS = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 12 * 3_600_000;
const A_CALL = 2_000;
const PATIENCE_MS = 240_000;
const POLL_MS = 500;
const GRACE_S = 60;
/** Of silence; half of it again is for what the clock ticks by, and a commit. */
const IDLE_WITHIN_S = 15;

function disorderOf(prefix: string, logs: number): Arrival[] {
  const { log } = createTimeline(START_MS, prefix);
  const endMs = Date.parse(log(logs).timestamp);
  return createDisorder({
    log,
    count: logs,
    partitionOf: (index) => index % PARTITIONS,
    endOf: (partition) => (partition === IDLE ? START_MS + (endMs - START_MS) / 3 : endMs),
  });
}

async function publish(bus: LogBus, arrivals: readonly Arrival[]): Promise<void> {
  for (let from = 0; from < arrivals.length; from += A_CALL) {
    await bus.publish(
      arrivals.slice(from, from + A_CALL).map(({ log, partition, receivedAt }) => ({
        topic: TOPIC.logs,
        key: log.service,
        value: JSON.stringify(log),
        partition,
        timestamp: receivedAt,
      })),
    );
  }
}

/** When the last log of the partition was processed, epoch ms. */
async function lastProcessedAt(bus: LogBus, partition: number): Promise<number> {
  let last = 0;
  await readTopic(bus, TOPIC.classified, 'earliest', (messages) => {
    for (const message of messages) {
      if (message.partition !== partition) continue;
      last = Math.max(last, parseTime((JSON.parse(message.value.toString()) as LogRecord).processed_at));
    }
    return true;
  });
  return last;
}

/** Resolves with so many closed windows of the idle partition, which no log closes. */
function untilClosed(bus: LogBus, count: number, isMeant: (window: PublishedWindow) => boolean) {
  return waitFor(`${count} windows of the idle partition`, PATIENCE_MS, POLL_MS, async () => {
    const windows = await readWindows(bus);
    const closed = windows.filter((each) => each.partition === IDLE && each.kind === 'closed' && isMeant(each));
    return closed.length >= count ? closed : null;
  });
}

async function idleRows(bus: LogBus, arrivals: readonly Arrival[], { waits }: Shape): Promise<Row[]> {
  const windows = countByMinute(asCounted(arrivals.filter((each) => each.partition === IDLE && !each.isLate)));
  const closed = await untilClosed(bus, windows.size, () => true);
  const silentFrom = await lastProcessedAt(bus, IDLE);
  const closedAt = Math.max(...closed.map(({ publishedAt }) => publishedAt));
  const rows: Row[] = [
    {
      what: 'idle partition: from its last log until its old windows are closed',
      value: (closedAt - silentFrom) / 1_000,
      unit: 's',
      target: { op: '<=', value: IDLE_WITHIN_S },
    },
  ];
  if (!waits) return rows;
  await passTime(bus, [IDLE]);
  const [last] = await untilClosed(bus, 1, ({ service }) => service === CLOSING_SERVICE);
  if (!last) return rows;
  rows.push({
    what: 'idle partition: from the end of a window of now until it is closed',
    value: (last.publishedAt - Date.parse(last.to)) / 1_000,
    unit: 's',
    target: { op: '<=', value: GRACE_S + IDLE_WITHIN_S },
  });
  return rows;
}

/** How far a counter is off. */
async function offBy(processor: House, name: string, labels: string, expected: number): Promise<Row> {
  const { text } = await processor.get('/metrics');
  const line = text.split('\n').find((each) => each.startsWith(`${name}${labels} `));
  const counted = Number(line?.split(' ').at(-1) ?? 0);
  return {
    what: `${name}${labels} is off by`,
    value: Math.abs(counted - expected),
    unit: 'logs',
    target: { op: '<=', value: 0 },
  };
}

function counterRows(processor: House, arrivals: readonly Arrival[]): Promise<Row[]> {
  const late = arrivals.filter(({ isLate }) => isLate);
  const lateBurst = late.filter(({ log }) => log.attributes.burst === 'yes');
  const skewed = arrivals.filter(({ isSkewed }) => isSkewed);
  const lateCounter = 'logsieve_processor_late_total';
  return Promise.all([
    offBy(processor, lateCounter, '{rule=""}', late.length),
    offBy(processor, lateCounter, '{rule="burst"}', lateBurst.length),
    offBy(processor, 'logsieve_processor_clock_skew_total', '', skewed.length),
  ]);
}

async function strike(estate: Estate, shape: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const bus = await estate.openBus();
  const arrivals = disorderOf(`${estate.run}-`, shape.logs);
  await publish(bus, arrivals);
  log(`${arrivals.length} logs lie on ${TOPIC.logs}`);
  const processor = await estate.start('processor');
  await finished(bus, TOPIC.logs, GROUP.processor);
  await passTime(bus, BUSY);
  const ofIdle = await idleRows(bus, arrivals, shape);
  await finished(bus, TOPIC.partials, GROUP.windows);

  const inTime = asCounted(arrivals.filter(({ isLate }) => !isLate));
  const late = asCounted(arrivals.filter(({ isLate }) => isLate));
  const expected = { counted: countByMinute(inTime), corrected: countByMinute(late) };
  return [
    { what: 'logs', value: arrivals.length, unit: 'logs' },
    { what: 'of these, too late for their window', value: late.length, unit: 'logs' },
    ...windowRows(await readWindows(bus), expected),
    ...(await alertRows(bus, expectedAlerts(inTime))),
    ...(await counterRows(processor, arrivals)),
    ...ofIdle,
  ];
}

export const fault: Fault = {
  name: 'windows-out-of-order',
  description:
    'A processor reads logs in disorder: shuffled over the 70 s that windows wait, a twentieth of them later than that, and one in fifty from a service whose clock is wrong: four minutes or a day ahead, a day behind, in 1970, in 9999, or no time at all. One of the three partitions falls silent after a third. Of each log it is known by its making whether it counts, and where: windows, corrections, alerts and counters must say the same, so no clock may close a window early. The silent partition must close its windows by the wall clock, after 10 s of silence; in the long form also one of now, 10 s and the grace after its end.',
  run: ({ short, log }) =>
    withEstate({ settings: { ALERT_RULES: writeRules(TIMELINE_RULES) } }, (estate) =>
      strike(estate, short ? SHORT : LONG, log),
    ),
};
