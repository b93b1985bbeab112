import type { Row } from '../../bench/harness/scenario.ts';
import type { LogBus } from '../../core/log-bus.ts';
import type { House } from '../house/house.ts';
import { accountFor, accountRows, storedMarkers } from './harness/account.ts';
import { publishClassified, untilCommitted, untilStored } from './harness/classified.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { futureDay, indexOf } from './harness/future-day.ts';

interface Shape {
  /** Of each round, before the index is deleted and again in flight meanwhile. */
  logs: number;
  rounds: number;
}

const SHORT: Shape = { logs: 1_000, rounds: 1 };
const LONG: Shape = { logs: 1_500, rounds: 20 };
const BULK = /_bulk/;

/** Whether the index is as our template says, and not as Elasticsearch guesses from the first document. */
async function isOurs({ askElasticsearch }: Estate, index: string): Promise<boolean> {
  type Mapping = Record<string, { mappings: { dynamic?: unknown; properties: { attributes?: { type?: string } } } }>;
  const mappings = ((await askElasticsearch('GET', `/${index}/_mapping`)) as Mapping)[index]?.mappings;
  return String(mappings?.dynamic) === 'false' && mappings?.properties.attributes?.type === 'flattened';
}

interface Round {
  inFlight: string[];
  /** In the index afterwards. */
  present: string[];
  /** Of what was confirmed before and deleted. */
  back: number;
  isOurs: boolean;
}

/** Deletes the index of a day of its own while the indexer does not know whether its last logs are in it. */
async function deleteOnce(estate: Estate, api: House, bus: LogBus, logs: number, round: number): Promise<Round> {
  const { elasticsearch, run } = estate;
  const day = futureDay();
  const index = indexOf(day);
  const [confirmed, open] = [`${run}a${round}`, `${run}b${round}`];
  const publish = (prefix: string) => publishClassified(bus, { prefix, count: logs, receivedAt: () => day });
  await publish(confirmed);
  await untilCommitted(bus);
  elasticsearch.failAlways(BULK, { kind: 'cut' });
  const inFlight = await publish(open);
  await untilStored(estate, [index], open, logs);
  await estate.askElasticsearch('DELETE', `/${index}`);
  elasticsearch.failAlways(BULK, null);
  await untilCommitted(bus);
  const present = await storedMarkers(api, open);
  const back = (await storedMarkers(api, confirmed)).length;
  const result = { inFlight, present, back, isOurs: await isOurs(estate, index) };
  await estate.askElasticsearch('DELETE', `/${index}`);
  return result;
}

async function strike(estate: Estate, { logs, rounds }: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const [, api] = await Promise.all([estate.start('indexer'), estate.start('api')]);
  const bus = await estate.openBus();
  const done: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    done.push(await deleteOnce(estate, api, bus, logs, round));
    log(`round ${round + 1}: ${done.at(-1)?.present.length} in the index that was made anew`);
  }
  const account = accountFor(
    done.flatMap(({ inFlight }) => inFlight),
    done.flatMap(({ present }) => present),
  );
  const foreign = done.filter((round) => !round.isOurs).length;
  const back = done.reduce((sum, round) => sum + round.back, 0);
  return [
    { what: 'indices deleted', value: rounds, unit: '' },
    { what: 'logs that were not confirmed', value: rounds * logs, unit: 'logs' },
    ...accountRows('the indices that were made anew', account),
    {
      what: 'indices made anew with another mapping than ours',
      value: foreign,
      unit: '',
      target: { op: '<=', value: 0 },
    },
    { what: 'logs that were confirmed before, gone with their index', value: rounds * logs - back, unit: 'logs' },
  ];
}

export const fault: Fault = {
  name: 'index-deleted',
  description:
    'The index of a day is deleted when logs are in it whose storing the indexer was not told of, as its answers were broken off. It writes them again: each must be once in the index that is made anew, which must have our mapping. What had been confirmed is gone with the index; restored-from-snapshot brings such logs back.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
