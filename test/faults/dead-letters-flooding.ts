import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import type { AlertEvent } from '../../core/alert.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { parseTime } from '../../core/time.ts';
import { TOPIC } from '../../core/topics.ts';
import { STOPPED_RULE } from '../../stream-processor/breaker.ts';
import type { House } from '../house/house.ts';
import { badRelease } from '../stand-ins/bad-release/bad-release.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { contentOf } from '../stand-ins/topic-content.ts';
import { pipelineRows } from './harness/account.ts';
import { type DeadLetter, readDeadLetters } from './harness/dead-letters.ts';
import { drained } from './harness/drained.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';

interface Shape {
  logsPerSecond: number;
  /** How long the bad release goes on after it was stopped. */
  stoppedMs: number;
  pause: string;
}

const SHORT: Shape = { logsPerSecond: 500, stoppedMs: 2_000, pause: '1s' };
const LONG: Shape = { logsPerSecond: 5_000, stoppedMs: 120_000, pause: '30s' };
/** What the default settings let through of a partition. */
const FAILURES_BEFORE_THE_STOP = 20;

async function stopAlerts(bus: LogBus): Promise<AlertEvent[]> {
  const messages = await contentOf(bus, TOPIC.alerts);
  const events = messages.map(({ value }) => JSON.parse(value.toString()) as AlertEvent);
  return events.filter(({ rule }) => rule === STOPPED_RULE);
}

async function partitionsInUse(bus: LogBus): Promise<number> {
  return (await bus.lag()).filter(({ topic, endOffset }) => topic === TOPIC.logs && endOffset > 0).length;
}

/** Resolves with what the health of the processor says when all partitions that hold logs are stopped. */
function untilStopped(processor: House, bus: LogBus): Promise<{ status: string; detail: string }> {
  return eventually('a processor that is stopped', async () => {
    const [, stopped] =
      /^logsieve_processor_stopped_partitions (\d+)/m.exec((await processor.get('/metrics')).text) ?? [];
    const inUse = await partitionsInUse(bus);
    if (inUse === 0 || Number(stopped) < inUse) return null;
    return (await processor.get('/health')).body.checks.processor;
  });
}

/** Of its partition, and not of a later trial. */
const isBefore = ({ partition, firstSeen }: DeadLetter, stops: readonly AlertEvent[]): boolean =>
  stops.some(({ group, started_at }) => group.partition === `${partition}` && firstSeen <= parseTime(started_at));

async function strike(estate: Estate, shape: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const [gateway, api, bad] = await Promise.all([
    estate.start('gateway'),
    estate.start('api'),
    estate.start('processor', { ...badRelease({ throws: '.' }), DEAD_LETTER_PAUSE: shape.pause }),
    estate.start('indexer'),
  ]);
  const bus = await estate.openBus();
  const load = startLoad(gateway, { prefix: estate.run, logsPerSecond: shape.logsPerSecond });
  const health = await untilStopped(bad, bus);
  log(`stopped after ${load.acknowledged.length} logs: ${health.detail}`);
  await pause(shape.stoppedMs);
  await bad.stop();
  const dead = await readDeadLetters(bus);
  const stops = await stopAlerts(bus);
  const early = dead.filter((each) => isBefore(each, stops)).length;
  await load.stop();
  const accepted = load.acknowledged.length;
  log(`${dead.length} of ${accepted} logs are dead letters`);

  const begun = performance.now();
  await estate.start('processor');
  await drained(bus);
  const recoveredMs = performance.now() - begun;
  const replay = await api.call('POST', '/api/v1/dlq/replay', { stage: 'classify' });
  await drained(bus);
  const ends = (await stopAlerts(bus)).filter(({ type }) => type === 'resolved');
  const none = { op: '<=', value: 0 } as const;
  const isTold = health.status === 'degraded' && /^Partition \d+ of logs is stopped/.test(health.detail);
  const open = stops.filter(({ id }) => ends.every((end) => end.id !== id)).length;
  return [
    { what: 'logs accepted', value: accepted, unit: 'logs' },
    { what: 'partitions stopped', value: stops.length, unit: '', target: { op: '>=', value: 1 } },
    {
      what: 'dead letters before the stop',
      value: early,
      unit: 'logs',
      target: { op: '<=', value: stops.length * FAILURES_BEFORE_THE_STOP },
    },
    { what: 'dead letters of the trials after it', value: dead.length - early, unit: 'logs' },
    { what: 'logs that waited', value: accepted - dead.length, unit: 'logs', target: { op: '>=', value: 1 } },
    { what: 'health without the reason of the stop', value: isTold ? 0 : 1, unit: '', target: none },
    { what: 'until all that waited was stored, by the mended release', value: recoveredMs / 1_000, unit: 's' },
    { what: 'alerts of the stop that were not resolved', value: open, unit: '', target: none },
    { what: 'dead letters not replayed', value: dead.length - replay.body.replayed, unit: 'logs', target: none },
    ...(await pipelineRows(bus, api, estate.run, load.acknowledged)),
  ];
}

export const fault: Fault = {
  name: 'dead-letters-flooding',
  description:
    'A release of the processor whose classifier throws on every log is started under a steady load. It must be stopped, and say so, before the topic has become dead letters, and go on making trials of a few logs. Then a mended release is started in its place and the dead letters are replayed. Every accepted log must be in `logs.classified` and in Elasticsearch once.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
