import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { pipelineRows } from './harness/account.ts';
import { drained } from './harness/drained.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { REQUEST } from './harness/kafka-proxy.ts';
import { startLoad } from './harness/load.ts';

interface Shape {
  logsPerSecond: number;
  /** Of each of the two kinds. */
  kills: number;
  steadyMs: number;
}

const SHORT: Shape = { logsPerSecond: 300, kills: 1, steadyMs: 500 };
const LONG: Shape = { logsPerSecond: 2_000, kills: 4, steadyMs: 8_000 };

/** Kills the broker while the processor waits for the end of a transaction. Resolves with how long until it has finished another, ms. */
async function strikeOnce({ proxy, ...estate }: Estate, what: 'request' | 'answer'): Promise<number> {
  const held = await proxy.holdNext(REQUEST.endTransaction, what);
  await estate.kafka().kill();
  held.drop();
  await estate.restartKafka();
  const returnedAt = performance.now();
  for (;;) {
    const next = await proxy.holdNext(REQUEST.endTransaction, 'answer');
    if ((await next.release()) === 0) return performance.now() - returnedAt;
  }
}

async function strike(estate: Estate, { logsPerSecond, kills, steadyMs }: Shape, log: FaultOptions['log']) {
  const [gateway, api] = await Promise.all([
    estate.start('gateway'),
    estate.start('api'),
    estate.start('processor', { KAFKA_BROKERS: estate.proxy.address }),
    estate.start('indexer'),
  ]);
  const bus = await estate.openBus();
  const load = startLoad(gateway, { prefix: estate.run, logsPerSecond });
  const rows: Row[] = [];
  await pause(steadyMs);
  const producersBefore = estate.proxy.count(REQUEST.initProducerId);
  for (const [what, name] of [
    ['request', 'the commit never arrived'],
    ['answer', 'the commit was made, its answer never arrived'],
  ] as const) {
    let longestMs = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const resumedMs = await strikeOnce(estate, what);
      log(`${name}, ${kill}: another commit ${Math.round(resumedMs)} ms after Kafka came back`);
      longestMs = Math.max(longestMs, resumedMs);
      await pause(steadyMs);
    }
    rows.push({
      what: `${name}: until the next commit after Kafka came back, at most`,
      value: longestMs / 1_000,
      unit: 's',
    });
  }
  await load.stop();
  await drained(bus);
  return [
    { what: 'logs accepted', value: load.acknowledged.length, unit: 'logs' },
    { what: 'kills', value: 2 * kills, unit: '' },
    { what: 'producers replaced', value: estate.proxy.count(REQUEST.initProducerId) - producersBefore, unit: '' },
    ...rows,
    ...(await pipelineRows(bus, api, estate.run, load.acknowledged)),
  ];
}

export const fault: Fault = {
  name: 'broker-killed-in-commit',
  description:
    'The broker is ended with SIGKILL at the one moment at which the processor cannot know what it has done: everything of a batch is sent, and the request that commits it is on its way, or its answer is. A proxy stops that message, the broker is killed, and the connection breaks. 2,000 logs a second. The producer must be replaced and the place read anew.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
