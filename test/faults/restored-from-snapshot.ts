import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { runLogsieve } from '../stand-ins/logsieve-process.ts';
import { accountRows } from './harness/account.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';
import { settle } from './harness/settle.ts';

interface Shape {
  logsPerSecond: number;
  /** Before the snapshot, and again between it and the loss. */
  loadMs: number;
}

const SHORT: Shape = { logsPerSecond: 1_000, loadMs: 300 };
const LONG: Shape = { logsPerSecond: 5_000, loadMs: 30_000 };

/** Resolves with the seconds that the command took. @throws Error with its words when it fails */
async function command(estate: Estate, ...words: string[]): Promise<number> {
  const begun = performance.now();
  const { code, stdout, stderr } = await runLogsieve(words, { env: estate.settings });
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${stderr}${stdout}`);
  return (performance.now() - begun) / 1_000;
}

async function deleteIndices({ askElasticsearch }: Estate): Promise<string[]> {
  const path = '/_cat/indices/logs_classified-*,logsieve-*?h=index&format=json';
  const found = ((await askElasticsearch('GET', path)) as { index: string }[]).map(({ index }) => index);
  await askElasticsearch('DELETE', `/${found.join(',')}`);
  return found;
}

async function strike(estate: Estate, { logsPerSecond, loadMs }: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { gateway, api, indexer } = await estate.startPipeline();
  const load = startLoad(gateway, { prefix: estate.run, logsPerSecond });
  await eventually('the first logs', () => (estate.elasticsearch.bulks.length > 0 ? true : null));
  await pause(loadMs);
  const inSnapshot = load.acknowledged.length;
  const createSeconds = await command(estate, 'snapshot', 'create', 'before');
  log(`snapshot of about ${inSnapshot} logs in ${createSeconds.toFixed(1)} s`);
  await pause(loadMs);
  await indexer.stop();
  log(`deleted: ${await deleteIndices(estate)}`);
  const restoreSeconds = await command(estate, 'snapshot', 'restore', 'before');
  await estate.start('indexer');
  const { account, ledger, seconds } = await settle(estate, api, load);
  const unaccounted = Math.abs(ledger.unaccounted);
  return [
    { what: 'logs accepted', value: load.acknowledged.length, unit: 'logs' },
    { what: 'of these, before the snapshot began', value: inSnapshot, unit: 'logs' },
    ...accountRows('Elasticsearch', account),
    { what: 'unaccounted in the ledger', value: unaccounted, unit: 'logs', target: { op: '<=', value: 0 } },
    { what: 'snapshot create', value: createSeconds, unit: 's' },
    { what: 'snapshot restore, with what came after it', value: restoreSeconds, unit: 's' },
    { what: 'until everything was stored, after the last log', value: seconds, unit: 's' },
  ];
}

export const fault: Fault = {
  name: 'restored-from-snapshot',
  description:
    'On an Elasticsearch of its own a snapshot is made under a steady load, with `logsieve snapshot create`. Later, still under load, the indexer is stopped and all indices are deleted; `logsieve snapshot restore` brings back what is in the snapshot and reads again what came after it, and the indexer goes on where it stood. Every accepted log must be there once.',
  run: ({ short, log }) =>
    withEstate({ ownElasticsearch: true }, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
