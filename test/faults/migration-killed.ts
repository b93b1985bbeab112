import { setTimeout as pause } from 'node:timers/promises';
import { createElasticsearchAlertStore } from '../../backends/elasticsearch/alert-store.ts';
import type { Row } from '../../bench/harness/scenario.ts';
import type { AlertFilter } from '../../core/alert-store.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { readTopic } from '../../core/read-topic.ts';
import { formatTime } from '../../core/time.ts';
import { makeFolder } from '../house/house.ts';
import { exportLogs } from '../house/read-house.ts';
import { launchLogsieve, runLogsieve } from '../stand-ins/logsieve-process.ts';
import { accountFor, accountRows } from './harness/account.ts';
import { type FilledFolder, type FolderContent, fillFolder } from './harness/embedded-folder.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { futureDay, indexOf } from './harness/future-day.ts';
import { type Held, REQUEST } from './harness/kafka-proxy.ts';

type Amounts = Omit<FolderContent, 'run' | 'from'>;

interface Shape {
  amounts: Amounts;
  /** Of each kind. */
  kills: number;
  /** Further ones, at moments that chance chooses. */
  randomKills: number;
}

const SHORT: Shape = {
  amounts: { stored: 6_000, unindexed: 200, alerts: 10, waitingAlerts: 5, waitingLogs: 2_000, deadLetters: 20 },
  kills: 1,
  randomKills: 0,
};
const LONG: Shape = {
  amounts: { stored: 200_000, unindexed: 5_000, alerts: 500, waitingAlerts: 50, waitingLogs: 20_000, deadLetters: 500 },
  kills: 5,
  randomKills: 20,
};
const DAY_MS = 86_400_000;

/** When the program is struck. `come` resolves at the moment, with what is to be done once the process is gone. */
interface Moment {
  what: string;
  come(estate: Estate): Promise<() => void>;
}

/** Elasticsearch has done what such a request wants, and the program does not know it. */
const afterRequest =
  (path: RegExp) =>
  async ({ elasticsearch }: Estate): Promise<() => void> => {
    const done = Promise.withResolvers<void>();
    elasticsearch.watchPaths((each) => path.test(each) && done.resolve());
    await done.promise;
    return () => {};
  };

/** Kafka is about to get such a request, or the program its answer. */
const atMessage =
  (request: number, what: 'request' | 'answer', nth = 1) =>
  async ({ proxy }: Estate): Promise<() => void> => {
    let held: Held = await proxy.holdNext(request, what);
    for (let count = 1; count < nth; count++) {
      const next = proxy.holdNext(request, what);
      void held.release();
      held = await next;
    }
    return () => held.drop();
  };

const MOMENTS: readonly Moment[] = [
  { what: 'logs are stored', come: afterRequest(/_bulk/) },
  { what: 'an alert is stored', come: afterRequest(/logsieve-alerts\/_doc\/.*op_type=create/) },
  { what: 'the first messages of a step arrive', come: atMessage(REQUEST.produce, 'answer') },
  { what: 'the last messages of a step are sent', come: atMessage(REQUEST.produce, 'request', 2) },
  { what: 'a step is being committed', come: atMessage(REQUEST.endTransaction, 'request') },
  { what: 'a step is committed', come: atMessage(REQUEST.endTransaction, 'answer') },
];

/** Resolves with whether the moment came before the program was through. */
async function killAt(estate: Estate, dir: string, moment: Moment): Promise<boolean> {
  const coming = moment.come(estate);
  const { child, ended } = launchLogsieve(['migrate', '--from', dir], { env: environment(estate) });
  await Promise.race([coming, ended]);
  child.kill('SIGKILL');
  const { signal } = await ended;
  // a moment that comes later belongs to another run
  void coming.then((after) => after());
  return signal === 'SIGKILL';
}

const environment = ({ settings, proxy }: Estate) => ({ ...settings, KAFKA_BROKERS: proxy.address });

async function strike(estate: Estate, { kills, randomKills }: Shape, dir: string, log: FaultOptions['log']) {
  let struck = 0;
  // in the order of the work: what was finished before a kill gives no moment after it
  for (const moment of MOMENTS)
    for (let kill = 0; kill < kills; kill++) {
      const isKilled = await killAt(estate, dir, moment);
      if (isKilled) struck++;
      log(`${isKilled ? 'killed when' : 'never came to where'} ${moment.what}`);
    }
  for (let kill = 0; kill < randomKills; kill++) {
    const waitMs = 500 + Math.random() * 4_000;
    const isKilled = await killAt(estate, dir, { what: '', come: () => pause(waitMs).then(() => () => {}) });
    if (isKilled) struck++;
    log(`${isKilled ? 'killed' : 'done'} after ${Math.round(waitMs)} ms`);
  }
  return struck;
}

interface Migration {
  complete: boolean;
  differences: { day: string }[];
  source: { logs: number; alerts: number };
  refused: unknown[];
}

/** The last run, to its end. */
async function finish(estate: Estate, dir: string): Promise<Migration> {
  const words = ['migrate', '--from', dir, '--json'];
  const { stdout, stderr } = await runLogsieve(words, { env: environment(estate) });
  if (stdout === '') throw new Error(`migrate ended with ${stderr}`);
  return JSON.parse(stdout) as Migration;
}

async function alertIds(url: string, rule: string): Promise<string[]> {
  const store = await createElasticsearchAlertStore({ urls: [url] });
  const ids: string[] = [];
  let after: AlertFilter['after'];
  do {
    const { alerts, next } = await store.list({ rule, limit: 500, ...(after && { after }) });
    ids.push(...alerts.map(({ id }) => id));
    after = next ?? undefined;
  } while (after);
  await store.close();
  return ids;
}

async function markersOn(bus: LogBus, topic: string): Promise<string[]> {
  const markers: string[] = [];
  await readTopic(bus, topic, 'earliest', (messages) => {
    for (const { value } of messages) {
      const { marker, id } = JSON.parse(value.toString()) as { marker?: string; id?: string };
      markers.push(marker ?? id ?? '');
    }
    return true;
  });
  return markers;
}

async function compare(estate: Estate, filled: FilledFolder): Promise<Row[]> {
  const api = await estate.start('api');
  const bus = await estate.openBus();
  const stored = (await exportLogs(api, `attributes.marker:${estate.run}-*`)).map(({ id }) => id as string);
  const alerts = await alertIds(estate.elasticsearch.origin, estate.run);
  const rows = [
    ...accountRows('Elasticsearch: logs', accountFor(filled.logIds, stored)),
    ...accountRows('Elasticsearch: alerts', accountFor(filled.alertIds, alerts)),
  ];
  for (const [topic, markers] of Object.entries(filled.waiting))
    rows.push(...accountRows(`Kafka: ${topic}`, accountFor(markers, await markersOn(bus, topic))));
  return rows;
}

async function run(estate: Estate, shape: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const from = futureDay();
  const days = [0, 1, 2].map((day) => from + day * DAY_MS);
  const dir = makeFolder();
  try {
    const filled = await fillFolder(dir, { run: estate.run, from, ...shape.amounts });
    const struck = await strike(estate, shape, dir, log);
    const { differences, refused } = await finish(estate, dir);
    const own = days.map((day) => formatTime(day).slice(0, 10));
    const none = { op: '<=', value: 0 } as const;
    return [
      { what: 'logs and alerts in the folder', value: filled.logIds.length + filled.alertIds.length, unit: '' },
      { what: 'messages that wait', value: Object.values(filled.waiting).flat().length, unit: '' },
      { what: 'kills', value: struck, unit: '', target: { op: '>=', value: shape.kills * MOMENTS.length } },
      ...(await compare(estate, filled)),
      {
        what: 'days on which the last run counted a difference',
        value: differences.filter(({ day }) => own.includes(day)).length,
        unit: '',
        target: none,
      },
      { what: 'refused by Elasticsearch', value: refused.length, unit: 'logs', target: none },
    ];
  } finally {
    await estate.askElasticsearch('DELETE', `/${days.map(indexOf).join(',')}?ignore_unavailable=true`);
  }
}

export const fault: Fault = {
  name: 'migration-killed',
  description:
    '`logsieve migrate` takes a folder over to Kafka and Elasticsearch: stored logs, finished ones that are not stored, alerts, and messages that wait. It is ended with SIGKILL just when Elasticsearch has stored logs or an alert and it does not know that yet, and when a step on Kafka is half written, written, being committed, and committed; then at moments that chance chooses. Run once more to its end, every log, alert and message must be on the other side, once.',
  run: ({ short, log }) => withEstate({}, (estate) => run(estate, short ? SHORT : LONG, log)),
};
