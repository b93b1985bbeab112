import { setTimeout as sleep } from 'node:timers/promises';
import { createBatches } from './harness/batches.ts';
import { cpuSecondsOfElasticsearch } from './harness/elasticsearch-cpu.ts';
import { type Engines, withEngines } from './harness/engines.ts';
import { type House, withRoles } from './harness/house.ts';
import { postLogs, unfinishedLogs } from './harness/pipeline.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { createSightings, watchSearch } from './harness/sightings.ts';
import { median, quantile } from './harness/statistics.ts';
import { keepPace, waitFor } from './harness/wait.ts';

const ROLES = ['gateway', 'processor', 'indexer', 'alerts', 'api'] as const;
type Houses = Readonly<Record<(typeof ROLES)[number], House>>;

const BATCH = 200;
const PER_SECOND = 50;
const MARK_EVERY = 10;
const WARM_UP_MS = 60_000;
/** A client that asks every 10 ms is a load of its own. */
const SEARCH = { seconds: 60, everyMs: 50 };
const PATIENCE_MS = 60_000;
/** Whoever is further behind does not keep up; the figures tell. */
const LAST_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 1_000;

/** What waits inside, again and again until told to stop. */
function watchLag(api: House): { stop(): Promise<number[]> } {
  const lags: number[] = [];
  let isOpen = true;
  const look = async (): Promise<void> => {
    while (isOpen) {
      lags.push(await unfinishedLogs(api));
      await sleep(LOOK_EVERY_MS);
    }
  };
  const looking = look();
  return {
    async stop() {
      isOpen = false;
      await looking;
      return lags;
    },
  };
}

/** Sends at the fixed rate. Resolves with the seconds that it took, and how long each marked log took to be found, ms. */
async function send({ gateway, api }: Houses, durationMs: number, firstMark: number) {
  const plain = createBatches({ size: BATCH, count: 100, seed: 14 });
  const marked = createBatches({ size: BATCH, count: 20, seed: 15, marked: true });
  const sightings = createSightings();
  const watching = watchSearch(api, sightings, SEARCH);
  const begun = performance.now();
  try {
    await keepPace({
      perSecond: PER_SECOND,
      durationMs,
      async act(index, intendedAt) {
        const isMarked = index % MARK_EVERY === 0;
        const mark = firstMark + index;
        if (isMarked) sightings.sent(mark, intendedAt);
        await postLogs(gateway, (isMarked ? marked : plain).next(Date.now(), 1_000 / PER_SECOND, mark), BATCH);
      },
    });
    const seconds = (performance.now() - begun) / 1_000;
    const last = waitFor('the last marked log', LAST_WITHIN_MS, 10, () => (sightings.missing() === 0 ? true : null));
    await last.catch(() => sightings.giveUp());
    return { seconds, found: sightings.latencies() };
  } finally {
    await watching.close();
  }
}

/** Resolves once nothing waits inside: what the work has cost is then known. */
async function settle({ api }: Houses): Promise<void> {
  await waitFor('everything to be stored', PATIENCE_MS, 50, async () =>
    (await unfinishedLogs(api)) === 0 ? true : null,
  );
}

/** The first log of a day makes its index, and while that is made searches fail. */
async function makeIndex(houses: Houses): Promise<void> {
  await postLogs(houses.gateway, createBatches({ size: 1, count: 1, seed: 16 }).next(Date.now(), 1), 1);
  await settle(houses);
}

function lagRows(lags: readonly number[]): Row[] {
  const fifth = Math.ceil(lags.length / 5);
  const row = (what: string, first: number): Row => ({
    what: `logs taken and not yet stored, ${what}`,
    value: median(lags.slice(first, first + fifth)),
    unit: 'logs',
  });
  return [row('first fifth', 0), row('middle', fifth * 2), row('last fifth', lags.length - fifth)];
}

async function measure(engines: Engines, { quick, log }: RunOptions): Promise<Row[]> {
  const durationMs = quick ? 30_000 : 300_000;
  const { settings, elasticsearch } = engines;
  return withRoles(ROLES, { connections: 16, settings }, async (houses) => {
    await makeIndex(houses);
    const { length: warm } = (await send(houses, quick ? WARM_UP_MS / 6 : WARM_UP_MS, 0)).found;
    await settle(houses);
    log(`warm after ${warm} marked logs`);
    const cpuOf = () => [...Object.values(houses).map((house) => house.cpuSeconds())];
    const before = cpuOf();
    const serverBefore = await cpuSecondsOfElasticsearch(elasticsearch);
    const watch = watchLag(houses.api);
    const { seconds, found } = await send(houses, durationMs, 1_000_000).finally(() => watch.stop());
    const lags = await watch.stop();
    await settle(houses).catch((error: Error) => log(error.message));
    const logs = (durationMs / 1_000) * PER_SECOND * BATCH;
    const serverCpu = (await cpuSecondsOfElasticsearch(elasticsearch)) - serverBefore;
    const cpuRows = cpuOf().map((cpu, at) => ({
      what: `CPU of ${ROLES[at]} for one log`,
      value: ((cpu - (before[at] ?? 0)) / logs) * 1e6,
      unit: 'µs',
    }));
    return [
      { what: 'logs taken', value: logs / seconds, unit: 'logs/s', target: { op: '>=', value: 9_900 } },
      { what: 'sent until found by a search, median', value: quantile(found, 0.5), unit: 'ms' },
      {
        what: 'sent until found by a search, p99',
        value: quantile(found, 0.99),
        unit: 'ms',
        target: { op: '<=', value: 2_000 },
      },
      ...lagRows(lags),
      ...cpuRows,
      { what: 'CPU of Elasticsearch for one log', value: (serverCpu / logs) * 1e6, unit: 'µs' },
    ];
  });
}

export const scenario: Scenario = {
  name: 'http-to-elasticsearch',
  description: `${BATCH * PER_SECOND} logs/s in bodies of ${BATCH} at fixed times for 5 minutes, whatever the answers do, after a minute of the same and after all of that was stored. Failed logins are among them, so rules fire all the time; every role is a process of its own, as docker-compose.yml has it. A client asks the search again and again for marked logs, of which there are ${PER_SECOND / MARK_EVERY} a second; a latency runs from the time at which the body should have been sent to the arrival of the answer that shows the log, and of one that is not found within ${LAST_WITHIN_MS / 1_000} s of the last body ends then. Every second the sum of what waits for the processor and for the indexer is read; the figures are medians of a fifth of the time. Sender, roles and engines share the machine.`,
  engines: true,
  runs: 1,
  run: (options) => withEngines((engines) => measure(engines, options)),
};
