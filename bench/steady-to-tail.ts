import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { LogRecord } from '../core/record.ts';
import { createBatches, MARKER } from './harness/batches.ts';
import { type House, withHouse } from './harness/house.ts';
import { postLogs } from './harness/pipeline.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { createSightings, type Sightings, watchSearch } from './harness/sightings.ts';
import { quantile } from './harness/statistics.ts';
import { keepPace, waitFor } from './harness/wait.ts';

const BATCH = 100;
const PER_SECOND = 50;
const WARM_UP_MS = 5_000;

/** A client of the live tail that watches the marked logs. */
async function watchTail(house: House, sightings: Sightings): Promise<{ close(): Promise<void> }> {
  const url = new URL('/ws/logs', house.origin.replace('http', 'ws'));
  url.searchParams.set('q', `attributes.${MARKER}:*`);
  const socket = new WebSocket(url);
  socket.on('message', (frame) => {
    const { type, logs = [] } = JSON.parse(frame.toString()) as { type: string; logs?: LogRecord[] };
    if (type === 'gap') throw new Error('the tail left logs out');
    for (const log of logs) sightings.seen(log);
  });
  await once(socket, 'open');
  return {
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

interface Phase {
  durationMs: number;
  /** Every so many bodies have a marked log; 0: none. */
  markEvery: number;
  /** No two phases may have the same marks: those of the first can still be found in the second. */
  firstMark: number;
  watch(house: House, sightings: Sightings): Promise<{ close(): Promise<void> }> | { close(): Promise<void> };
}

/** Sends at the fixed rate while somebody watches. @throws Error when a marked log never came */
async function sendWatched(house: House, { durationMs, markEvery, firstMark, watch }: Phase): Promise<number[]> {
  const plain = createBatches({ size: BATCH, count: 100, seed: 2 });
  const marked = createBatches({ size: BATCH, count: 20, seed: 3, marked: true });
  const sightings = createSightings();
  const watching = await watch(house, sightings);
  await keepPace({
    perSecond: PER_SECOND,
    durationMs,
    async act(index, intendedAt) {
      const isMarked = markEvery > 0 && index % markEvery === 0;
      const mark = firstMark + index;
      if (isMarked) sightings.sent(mark, intendedAt);
      await postLogs(house, (isMarked ? marked : plain).next(Date.now(), 1_000 / PER_SECOND, mark), BATCH);
    },
  });
  await waitFor('the last marked log', 10_000, 10, () => (sightings.missing() === 0 ? true : null));
  await watching.close();
  return sightings.latencies();
}

const nobody = { close: async () => {} };

async function measure(house: House, { quick, log }: RunOptions): Promise<Row[]> {
  const durationMs = quick ? 10_000 : 60_000;
  await sendWatched(house, { durationMs: WARM_UP_MS, markEvery: 0, firstMark: 0, watch: () => nobody });
  const cpuBefore = house.cpuSeconds();
  const begun = performance.now();
  const tail = await sendWatched(house, { durationMs, markEvery: 1, firstMark: 0, watch: watchTail });
  const cores = (house.cpuSeconds() - cpuBefore) / ((performance.now() - begun) / 1_000);
  const { peakMb, residentMb } = house.memory();
  log(`${tail.length} marked logs in the tail, now the search`);
  const found = await sendWatched(house, { durationMs, markEvery: 5, firstMark: 1_000_000, watch: watchSearch });
  log(`${found.length} marked logs found`);
  return [
    { what: 'CPU of the server', value: cores, unit: 'cores', target: { op: '<=', value: 0.5 } },
    { what: 'memory of the server, highest', value: peakMb, unit: 'MB', target: { op: '<=', value: 400 } },
    { what: 'memory of the server at the end', value: residentMb, unit: 'MB' },
    { what: 'sent until in a live tail, median', value: quantile(tail, 0.5), unit: 'ms' },
    {
      what: 'sent until in a live tail, p99',
      value: quantile(tail, 0.99),
      unit: 'ms',
      target: { op: '<=', value: 250 },
    },
    { what: 'sent until found by a search, median', value: quantile(found, 0.5), unit: 'ms' },
    {
      what: 'sent until found by a search, p99',
      value: quantile(found, 0.99),
      unit: 'ms',
      target: { op: '<=', value: 1_000 },
    },
  ];
}

export const scenario: Scenario = {
  name: 'steady-to-tail',
  description: `${BATCH * PER_SECOND} logs/s in bodies of ${BATCH} at fixed times, whatever the answers do. For 60 s a WebSocket on \`/ws/logs\` waits for one marked log of every body; CPU and memory of the server are of this time, all threads together. For another 60 s a client asks the search every 10 ms for the newest marked logs. A latency runs from the time at which the body should have been sent to the arrival of the frame or answer that shows the log.`,
  run: (options) => withHouse({ connections: 16 }, (house) => measure(house, options)),
};
