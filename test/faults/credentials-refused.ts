import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { GROUP, TOPIC } from '../../core/topics.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { accountRows } from './harness/account.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';
import { settle } from './harness/settle.ts';

interface Shape {
  logsPerSecond: number;
  refusedMs: number;
}

const SHORT: Shape = { logsPerSecond: 1_000, refusedMs: 3_000 };
const LONG: Shape = { logsPerSecond: 5_000, refusedMs: 30_000 };
const REFUSAL = {
  kind: 'status',
  status: 401,
  body: { error: { type: 'security_exception', reason: 'unable to authenticate' } },
} as const;

/** How far the indexer says that it is, and how many dead letters there are. */
async function progress(bus: LogBus): Promise<{ committed: number; dead: number }> {
  const lags = await bus.lag();
  const sum = (topic: string, of: (lag: (typeof lags)[number]) => number): number =>
    lags.filter((lag) => lag.topic === topic).reduce((total, lag) => total + of(lag), 0);
  const committedBy = (group: string) => (lag: (typeof lags)[number]) =>
    lag.groups.find((each) => each.group === group)?.committedOffset ?? 0;
  return {
    committed: sum(TOPIC.classified, committedBy(GROUP.indexer)),
    dead: sum(TOPIC.deadLetters, ({ beginOffset, endOffset }) => endOffset - beginOffset),
  };
}

async function strike(estate: Estate, { logsPerSecond, refusedMs }: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { gateway, api } = await estate.startPipeline();
  const bus = await estate.openBus();
  const load = startLoad(gateway, { prefix: estate.run, logsPerSecond });
  await eventually('the first logs', async () => ((await progress(bus)).committed > 0 ? true : null));
  const told = Promise.withResolvers<void>();
  estate.elasticsearch.failAlways(/./, REFUSAL);
  // what was answered before is still being finished until the first refusal
  estate.elasticsearch.watchBulks(({ statuses }) => statuses === null && told.resolve());
  await told.promise;
  await eventually('a standstill', async () => {
    const first = await progress(bus);
    await pause(200);
    return (await progress(bus)).committed === first.committed ? true : null;
  });
  const before = await progress(bus);
  await pause(refusedMs);
  const after = await progress(bus);
  estate.elasticsearch.failAlways(/./, null);
  log(`${JSON.stringify(before)}, ${JSON.stringify(after)}`);
  const { account, seconds } = await settle(estate, api, load);
  const none = { op: '<=', value: 0 } as const;
  return [
    { what: 'logs accepted', value: load.acknowledged.length, unit: 'logs' },
    { what: 'credentials refused', value: refusedMs / 1_000, unit: 's' },
    { what: 'committed meanwhile', value: after.committed - before.committed, unit: 'logs', target: none },
    { what: 'dead letters', value: (await progress(bus)).dead, unit: 'logs', target: none },
    ...accountRows('Elasticsearch', account),
    { what: 'until everything was stored, once they were taken again', value: seconds, unit: 's' },
  ];
}

export const fault: Fault = {
  name: 'credentials-refused',
  description:
    'A proxy between the roles and Elasticsearch answers everything with 401 for 30 s under a steady load, as after a password was changed. The indexer must stand still: move no offset, make no dead letter, and store everything once it is let in again.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
