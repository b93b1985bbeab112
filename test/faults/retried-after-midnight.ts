import type { Row } from '../../bench/harness/scenario.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { accountFor, accountRows, storedMarkers } from './harness/account.ts';
import { publishClassified, untilCommitted, untilStored } from './harness/classified.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { futureDay, indexOf } from './harness/future-day.ts';

interface Shape {
  /** Of each midnight. */
  logs: number;
  /** Midnights at which the same process tries again, and those at which another does. */
  retries: number;
  kills: number;
}

const SHORT: Shape = { logs: 1_500, retries: 1, kills: 0 };
const LONG: Shape = { logs: 1_500, retries: 12, kills: 4 };
const BULK = /_bulk/;
const DAY_MS = 86_400_000;
const AROUND_MS = 2_000;
const ALREADY_THERE = 409;

/** What comes of it when the day of writing chooses the index; resolves with how many logs are there twice. */
async function writeByWritingDay({ askElasticsearch, run }: Estate, markers: readonly string[]): Promise<number> {
  const days = [`naive-${run}-before`, `naive-${run}-after`];
  const lines = markers.map((marker, id) => `{"create":{"_id":"${id}"}}\n{"marker":"${marker}"}\n`);
  for (const day of days)
    for (let at = 0; at < lines.length; at += 1_000)
      await askElasticsearch('POST', `/${day}/_bulk?refresh=true`, lines.slice(at, at + 1_000).join(''));
  const { count } = (await askElasticsearch('POST', `/${days.join(',')}/_count`)) as { count: number };
  for (const day of days) await askElasticsearch('DELETE', `/${day}`);
  return count - markers.length;
}

/** Logs that were received around a midnight, and whose storing nobody is told of at first. */
async function passMidnight(
  estate: Estate,
  bus: LogBus,
  prefix: string,
  logs: number,
  meanwhile: () => Promise<unknown>,
) {
  const midnight = futureDay();
  const days = [indexOf(midnight - DAY_MS), indexOf(midnight)];
  estate.elasticsearch.failAlways(BULK, { kind: 'cut' });
  const receivedAt = (index: number): number => midnight - AROUND_MS + Math.floor((index / logs) * 2 * AROUND_MS);
  const markers = await publishClassified(bus, { prefix, count: logs, receivedAt });
  await untilStored(estate, days, prefix, logs);
  await meanwhile();
  estate.elasticsearch.failAlways(BULK, null);
  await untilCommitted(bus);
  return { markers, days };
}

async function strike(estate: Estate, { logs, retries, kills }: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { elasticsearch, run } = estate;
  const [first, api] = await Promise.all([estate.start('indexer'), estate.start('api')]);
  const bus = await estate.openBus();
  let indexer = first;
  const replaceIndexer = async (): Promise<void> => {
    await indexer.kill();
    indexer = await estate.start('indexer');
  };
  let repeated = 0;
  elasticsearch.watchBulks(({ statuses }) => {
    repeated += statuses?.filter((status) => status === ALREADY_THERE).length ?? 0;
  });
  const sent: string[] = [];
  const stored: string[] = [];
  for (let round = 0; round < retries + kills; round++) {
    const prefix = `${run}n${round}`;
    const meanwhile = round < retries ? async () => {} : replaceIndexer;
    const { markers, days } = await passMidnight(estate, bus, prefix, logs, meanwhile);
    sent.push(...markers);
    stored.push(...(await storedMarkers(api, prefix)));
    for (const day of days) await estate.askElasticsearch('DELETE', `/${day}`);
    log(`midnight ${round + 1}: ${repeated} written again so far`);
  }
  return [
    { what: 'midnights', value: retries + kills, unit: '' },
    { what: 'logs', value: sent.length, unit: 'logs' },
    ...accountRows('all indices', accountFor(sent, stored)),
    { what: 'written again and found to be there (409)', value: repeated, unit: 'logs' },
    {
      what: 'in an index of the day of writing instead: twice',
      value: await writeByWritingDay(estate, sent),
      unit: 'logs',
    },
  ];
}

export const fault: Fault = {
  name: 'retried-after-midnight',
  description:
    'Logs that were received in the two seconds before and after midnight, UTC, are stored, but the answers of Elasticsearch are broken off: all of them are written again, at some midnights by another process, as the indexer is killed. Each must be there once over all indices, as the time of receipt chooses the index. For comparison, the same logs with the same ids are written before midnight and again after it into an index of the day of writing.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
