import { setTimeout as pause } from 'node:timers/promises';
import type { Row } from '../../bench/harness/scenario.ts';
import { accountFor, accountRows, storedMarkers } from './harness/account.ts';
import { readDeadLetters } from './harness/dead-letters.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';
import { settle } from './harness/settle.ts';

interface Shape {
  logsPerSecond: number;
  durationMs: number;
}

const SHORT: Shape = { logsPerSecond: 1_000, durationMs: 3_000 };
const LONG: Shape = { logsPerSecond: 5_000, durationMs: 60_000 };

/** One log in a hundred, told by its place on the topic, so that it is the same one whenever it is sent. */
function isRefused(document: string): boolean {
  const offset = /"_id":"[^"]*-(\d+)"/.exec(document)?.[1];
  return Number(offset) % 100 === 7;
}

async function strike(estate: Estate, { logsPerSecond, durationMs }: Shape): Promise<Row[]> {
  const { gateway, api } = await estate.startPipeline();
  const refused = new Set<string>();
  estate.elasticsearch.failAlways(/_bulk/, {
    kind: 'items',
    status: 400,
    type: 'document_parsing_exception',
    refuses(_, document) {
      if (!isRefused(document)) return false;
      refused.add(new RegExp(`${estate.run}-\\d+`).exec(document)?.[0] ?? document);
      return true;
    },
  });
  const load = startLoad(gateway, { prefix: estate.run, logsPerSecond });
  await pause(durationMs);
  const { ledger } = await settle(estate, api, load);
  const dead = (await readDeadLetters(await estate.openBus())).map(({ marker }) => marker);
  const stored = await storedMarkers(api, estate.run);
  const none = { op: '<=', value: 0 } as const;
  const notDead = [...refused].filter((marker) => !dead.includes(marker)).length;
  const wronglyDead = dead.filter((marker) => !refused.has(marker)).length;
  return [
    { what: 'logs accepted', value: load.acknowledged.length, unit: 'logs' },
    { what: 'refused by Elasticsearch', value: refused.size, unit: 'logs', target: { op: '>=', value: 1 } },
    { what: 'refused and no dead letter', value: notDead, unit: 'logs', target: none },
    { what: 'dead letters that were not refused', value: wronglyDead, unit: 'logs', target: none },
    { what: 'dead letters twice', value: dead.length - new Set(dead).size, unit: 'logs', target: none },
    ...accountRows('Elasticsearch and dead letters', accountFor(load.acknowledged, [...stored, ...dead])),
    { what: 'unaccounted in the ledger', value: Math.abs(ledger.unaccounted), unit: 'logs', target: none },
  ];
}

export const fault: Fault = {
  name: 'documents-refused',
  description:
    'A proxy between the indexer and Elasticsearch refuses one document in a hundred with 400, also in its bare form, for a minute under a steady load. The dead letters must be exactly these logs, and Elasticsearch hold all others.',
  run: ({ short }) => withEstate({}, (estate) => strike(estate, short ? SHORT : LONG)),
};
