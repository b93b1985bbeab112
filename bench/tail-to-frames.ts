import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { createBatches } from './harness/batches.ts';
import { measureFrameYardstick } from './harness/frame-yardstick.ts';
import { frameFigures } from './harness/frames.ts';
import { type House, withHouse } from './harness/house.ts';
import { readMetric } from './harness/metric.ts';
import { postLogs } from './harness/pipeline.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { slope } from './harness/statistics.ts';
import { keepPace } from './harness/wait.ts';
import { withBrowser, withVisitor } from './harness/watched-page.ts';

const BATCH = 50;
const PER_SECOND = 20;
/** The list is full by then: it keeps 20,000 rows. */
const WARM_UP_MS = 25_000;
/** What is being drawn when garbage is collected is held too, so it is looked a few times and the least counts. */
const LOOKS = 5;
const LOOK_EVERY_MS = 150;
const MINUTES = 10;
const MINUTE_MS = 60_000;
const QUICK_MINUTES = 4;
const QUICK_MINUTE_MS = 5_000;
const LAST = 'the last log of the tail';

/** What the page holds when its garbage is collected. */
interface Held {
  heapMb: number;
  nodes: number;
}

async function lookAt(session: CDPSession): Promise<Held> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  return { heapMb: usedSize / 1e6, nodes };
}

async function heldBy(session: CDPSession): Promise<Held> {
  const looks: Held[] = [];
  while (looks.length < LOOKS) {
    looks.push(await lookAt(session));
    await sleep(LOOK_EVERY_MS);
  }
  return {
    heapMb: Math.min(...looks.map(({ heapMb }) => heapMb)),
    nodes: Math.min(...looks.map(({ nodes }) => nodes)),
  };
}

interface Watched {
  /** The begins of the frames of each minute. */
  stretches: number[][];
  /** After each minute. */
  held: Held[];
}

/** Frames are not counted while garbage is collected for the figures of memory. */
async function watchMinutes(page: Page, minutes: number, minuteMs: number): Promise<Watched> {
  const session = await page.context().newCDPSession(page);
  const watched: Watched = { stretches: [], held: [] };
  while (watched.held.length < minutes) {
    await page.evaluate('watch.startFrames()');
    await sleep(minuteMs);
    watched.stretches.push(await page.evaluate<number[]>('watch.stopFrames()'));
    watched.held.push(await heldBy(session));
  }
  return watched;
}

/** Sends at the fixed rate for as long as `work` runs. */
async function sendDuring<T>(house: House, work: () => Promise<T>): Promise<T> {
  const batches = createBatches({ size: BATCH, count: 200, seed: 12 });
  let isOver = false;
  const working = work().finally(() => {
    isOver = true;
  });
  const sending = keepPace({
    perSecond: PER_SECOND,
    durationMs: Number.POSITIVE_INFINITY,
    isOver: () => isOver,
    act: () => postLogs(house, batches.next(Date.now(), 1_000 / PER_SECOND), BATCH),
  });
  const [result] = await Promise.all([working, sending]);
  return result;
}

/** @throws Error unless the page shows a log that is sent now */
async function expectLast(house: House, page: Page): Promise<void> {
  await postLogs(house, Buffer.from(`${JSON.stringify({ service: 'bench', message: LAST })}\n`), 1);
  await page.getByText(LAST).waitFor();
}

function toRows({ stretches, held }: Watched, minuteMs: number, skipped: number): Row[] {
  const { perSecond, long, longest } = frameFigures(stretches);
  const [first, last] = [held[0], held.at(-1)];
  const perMinute = slope(held.map(({ heapMb }) => heapMb)) / (minuteMs / 60_000);
  return [
    { what: 'frames', value: perSecond, unit: '1/s', target: { op: '>=', value: 50 } },
    { what: 'frames over 50 ms', value: long / ((stretches.length * minuteMs) / 60_000), unit: '1/min' },
    { what: 'longest frame', value: longest, unit: 'ms' },
    { what: 'heap after garbage collection, after the first minute', value: first?.heapMb ?? Number.NaN, unit: 'MB' },
    { what: 'heap after garbage collection, after the last minute', value: last?.heapMb ?? Number.NaN, unit: 'MB' },
    { what: 'growth of the heap', value: perMinute, unit: 'MB/min', target: { op: '<=', value: 0.1 } },
    { what: 'DOM nodes after the first minute', value: first?.nodes ?? Number.NaN, unit: '' },
    { what: 'DOM nodes after the last minute', value: last?.nodes ?? Number.NaN, unit: '' },
    { what: 'logs that the server left out', value: skipped, unit: '', target: { op: '<=', value: 0 } },
  ];
}

async function measure(house: House, page: Page, { quick, log }: RunOptions): Promise<Row[]> {
  const [minutes, minuteMs] = quick ? [QUICK_MINUTES, QUICK_MINUTE_MS] : [MINUTES, MINUTE_MS];
  const socket = page.waitForEvent('websocket', (each) => each.url().includes('/ws/logs'));
  await page.goto(`${house.origin}/live`);
  await (await socket).waitForEvent('framereceived');
  const watched = await sendDuring(house, async () => {
    await sleep(WARM_UP_MS);
    return watchMinutes(page, minutes, minuteMs);
  });
  await expectLast(house, page);
  for (const { heapMb, nodes } of watched.held) log(`heap ${heapMb.toFixed(2)} MB, ${nodes} nodes`);
  return toRows(watched, minuteMs, await readMetric(house, 'logsieve_live_skipped_total'));
}

export const scenario: Scenario = {
  name: 'tail-to-frames',
  description: `${BATCH * PER_SECOND} logs/s in bodies of ${BATCH} at fixed times; a page shows all of them in its live tail and follows the newest. After ${WARM_UP_MS / 1_000} s, when its list is as long as it gets, frames are counted by \`requestAnimationFrame\` for ${MINUTES} minutes. After each minute the garbage of the page is collected and its heap and DOM nodes are counted, the least of five times; the growth is the slope of the straight line that fits the ten figures best. In the end the page shows a last log.`,
  browser: true,
  runs: 1,
  run: (options) =>
    withBrowser(async (browser) => {
      const yardstick = await measureFrameYardstick(browser);
      const rows = await withHouse({}, (house) => withVisitor(browser, (page) => measure(house, page, options)));
      return [...rows, yardstick];
    }),
};
