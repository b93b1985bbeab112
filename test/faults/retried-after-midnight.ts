import type { Row } from '../../bench/harness/scenario.ts';
import { accountFor, accountRows, storedMarkers } from './harness/account.ts';
import { publishClassified, untilCommitted, untilStored } from './harness/classified.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { futureDay, indexOf } from './harness/future-day.ts';

interface Shape {
  logs: number;
  /** Whether the retry is also that of another process. */
  kills: boolean;
}

const SHORT: Shape = { logs: 2_000, kills: false };
const LONG: Shape = { logs: 50_000, kills: true };
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

async function strike(estate: Estate, { logs, kills }: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { elasticsearch, run } = estate;
  const [indexer, api] = await Promise.all([estate.start('indexer'), estate.start('api')]);
  const bus = await estate.openBus();
  let repeated = 0;
  elasticsearch.watchBulks(({ statuses }) => {
    repeated += statuses?.filter((status) => status === ALREADY_THERE).length ?? 0;
  });
  const midnight = futureDay();
  const days = [indexOf(midnight - DAY_MS), indexOf(midnight)];
  elasticsearch.failAlways(BULK, { kind: 'cut' });
  const receivedAt = (index: number): number => midnight - AROUND_MS + Math.floor((index / logs) * 2 * AROUND_MS);
  const markers = await publishClassified(bus, { prefix: run, count: logs, receivedAt });
  await untilStored(estate, days, run, logs);
  if (kills) {
    await indexer.kill();
    log('killed when all was stored and nothing confirmed');
    await estate.start('indexer');
  }
  elasticsearch.failAlways(BULK, null);
  await untilCommitted(bus);
  const account = accountFor(markers, await storedMarkers(api, run));
  const naive = await writeByWritingDay(estate, markers);
  for (const day of days) await estate.askElasticsearch('DELETE', `/${day}`);
  return [
    { what: 'logs', value: logs, unit: 'logs' },
    ...accountRows('all indices', account),
    { what: 'written again and found to be there (409)', value: repeated, unit: 'logs' },
    { what: 'in an index of the day of writing instead: twice', value: naive, unit: 'logs' },
  ];
}

export const fault: Fault = {
  name: 'retried-after-midnight',
  description:
    'Logs that were received in the two seconds before and after midnight, UTC, are stored, but the answers of Elasticsearch are broken off and the indexer is killed: all of them are written again by another process. Each must be there once over all indices, as the time of receipt chooses the index. For comparison, the same logs with the same ids are written before midnight and again after it into an index of the day of writing.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
