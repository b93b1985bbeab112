import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import type { FaultProxy, Fault as ProxyFault } from '../stand-ins/fault-proxy.ts';
import { accountRows } from './harness/account.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';
import { naiveBulk } from './harness/naive-bulk.ts';
import { settle } from './harness/settle.ts';

interface Shape {
  logsPerSecond: number;
  /** How long each trouble lasts. */
  eachMs: number;
  naiveLogs: number;
}

const SHORT: Shape = { logsPerSecond: 1_000, eachMs: 1_200, naiveLogs: 1_000 };
const LONG: Shape = { logsPerSecond: 5_000, eachMs: 20_000, naiveLogs: 10_000 };
const BULK = /_bulk/;
const REFUSED_SHARE = 0.3;

/** What the proxy does, one after the other. */
const TROUBLES: readonly ProxyFault[] = [
  { kind: 'items', refuses: () => Math.random() < REFUSED_SHARE, status: 429, type: 'es_rejected_execution_exception' },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 503 },
  { kind: 'cut' },
];

interface BulkCounts {
  sent: number;
  distinct: number;
  /** Sent again though the indexer had been told that they were stored. */
  needless: number;
}

function countBulks(proxy: FaultProxy): () => BulkCounts {
  const all = new Set<string>();
  const confirmed = new Set<string>();
  let sent = 0;
  let needless = 0;
  proxy.watchBulks(({ ids, statuses }) => {
    for (const [at, id] of ids.entries()) {
      sent++;
      all.add(id);
      if (confirmed.has(id)) needless++;
      const status = statuses?.[at] ?? 0;
      if (status === 201 || status === 409) confirmed.add(id);
    }
  });
  return () => ({ sent, distinct: all.size, needless });
}

async function strike(estate: Estate, { logsPerSecond, eachMs, naiveLogs }: Shape, log: FaultOptions['log']) {
  const { gateway, api } = await estate.startPipeline();
  const { elasticsearch } = estate;
  const counts = countBulks(elasticsearch);
  const load = startLoad(gateway, { prefix: estate.run, logsPerSecond });
  for (const trouble of TROUBLES) {
    elasticsearch.failAlways(BULK, trouble);
    await pause(eachMs);
    log(`${trouble.kind}: ${JSON.stringify(counts())}`);
  }
  elasticsearch.failAlways(BULK, null);
  const { account, seconds } = await settle(estate, api, load);
  const { sent, distinct, needless } = counts();
  const naive = await naiveBulk(estate, naiveLogs, TROUBLES);
  const rows: Row[] = [
    { what: 'logs accepted', value: load.acknowledged.length, unit: 'logs' },
    ...accountRows('Elasticsearch', account),
    { what: 'sent again though confirmed', value: needless, unit: 'logs', target: { op: '<=', value: 0 } },
    { what: 'retries a log', value: (sent - distinct) / distinct, unit: '' },
    { what: 'until everything was stored, after the last log', value: seconds, unit: 's' },
    { what: 'whole batches without ids instead: logs', value: naiveLogs, unit: 'logs' },
    { what: 'whole batches without ids instead: lost', value: naive.lost, unit: 'logs' },
    { what: 'whole batches without ids instead: stored more than once', value: naive.repeated, unit: 'logs' },
    { what: 'whole batches without ids instead: copies too many', value: naive.extra, unit: 'logs' },
  ];
  return rows;
}

export const fault: Fault = {
  name: 'bulk-refused',
  description:
    'A proxy between the indexer and Elasticsearch refuses 30 % of the documents of each bulk request with 429, then whole requests with 429, then with 503, then breaks the connection in the middle of the answer, for 20 s each under a steady load. Only what was not confirmed may be sent again, and every accepted log must be there once. For comparison, a client that sends each batch as a whole again until it has a whole answer without errors, or after five tries goes on, and leaves the ids to Elasticsearch meets the same troubles in each batch.',
  run: ({ short, log }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
