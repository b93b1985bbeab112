import type { Browser, Page } from 'playwright-core';
import { measureFrameYardstick } from './harness/frame-yardstick.ts';
import { frameFigures } from './harness/frames.ts';
import { openExplorer } from './harness/open-explorer.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { type PageUrl, withStoredLogs } from './harness/stored-logs.ts';
import { withBrowser, withVisitor } from './harness/watched-page.ts';

const SECONDS = 20;
const QUICK_SECONDS = 5;
/** Pixels a second: as one reads over a list, and as one flies through it and back. */
const READING = 1_500;
const FLYING = 6_000;

const NONE = { op: '<=', value: 0 } as const;

interface Scrolled {
  /** The begins of the frames. */
  times: number[];
  /** How often a scroll began with a blank place. */
  ahead: number;
  /** Frames that were painted with one. */
  painted: number;
  /** Frames that showed the end of what was loaded. */
  atEnd: number;
  /** How far the list was from its begin in the end, px. */
  top: number;
}

/** Turns the wheel evenly over the middle of the list; down where the way is positive. */
async function turnWheel(page: Page, speed: number, way: number): Promise<void> {
  const box = await page.getByRole('grid').locator('xpath=..').boundingBox();
  if (!box) throw new Error('there is no list to scroll');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.synthesizeScrollGesture', {
    x: Math.round(box.x + box.width / 2),
    y: Math.round(box.y + box.height / 2),
    yDistance: -way,
    speed,
    gestureSourceType: 'mouse',
  });
  await session.detach();
}

async function scroll(page: Page, speed: number, way: number): Promise<Scrolled> {
  await page.evaluate('watch.startScroll()');
  await turnWheel(page, speed, way);
  return page.evaluate<Scrolled>('watch.stopScroll()');
}

function toRows({ times, ahead, painted, atEnd }: Scrolled, how: string): Row[] {
  const { perSecond, long, longest } = frameFigures([times]);
  return [
    { what: `${how}: frames`, value: perSecond, unit: '1/s', target: { op: '>=', value: 50 } },
    { what: `${how}: frames over 50 ms`, value: long, unit: '' },
    { what: `${how}: longest frame`, value: longest, unit: 'ms' },
    { what: `${how}: frames painted with a blank place`, value: painted, unit: '', target: NONE },
    { what: `${how}: scrolls that began with a blank place`, value: ahead, unit: '', target: NONE },
    { what: `${how}: frames at the end of the loaded rows`, value: atEnd, unit: '' },
  ];
}

const wayRow = (top: number, way: number, how: string): Row => ({
  what: `${how}: how far the list came, of what the wheel turned`,
  value: (100 * top) / way,
  unit: '%',
});

async function measure(browser: Browser, pageUrl: PageUrl, seconds: number): Promise<Row[]> {
  const visit = (use: (page: Page) => Promise<Row[]>): Promise<Row[]> =>
    withVisitor(browser, async (page) => {
      await openExplorer(page, pageUrl('/explorer'));
      return use(page);
    });
  const reading = await visit(async (page) => {
    const down = await scroll(page, READING, READING * seconds);
    const how = `${READING} px/s down`;
    return [...toRows(down, how), wayRow(down.top, READING * seconds, how)];
  });
  const flying = await visit(async (page) => {
    const down = await scroll(page, FLYING, FLYING * seconds);
    const up = await scroll(page, FLYING, -down.top);
    const how = `${FLYING} px/s down`;
    return [...toRows(down, how), wayRow(down.top, FLYING * seconds, how), ...toRows(up, `${FLYING} px/s back up`)];
  });
  return [...reading, ...flying, await measureFrameYardstick(browser)];
}

export const scenario: Scenario = {
  name: 'scroll-to-frames',
  description: `The server holds 1,000,000 logs, the Explorer shows the newest and fetches further ones while it is scrolled. The wheel turns evenly over the list for ${SECONDS} s, and once back to its begin, where rows that have left the memory are fetched again. Frames are counted by \`requestAnimationFrame\`. A blank place is any part of the list's viewport, down to the last loaded row, that no row covers, or only the place of one that is still to come: as each frame is painted, and as each scroll begins: so the list may have looked while the browser scrolled it and the page had not answered yet. A row that is there but not yet drawn by the browser is not seen by this.`,
  browser: true,
  run: (options: RunOptions) =>
    withBrowser((browser) =>
      withStoredLogs(options, (pageUrl) => measure(browser, pageUrl, options.quick ? QUICK_SECONDS : SECONDS)),
    ),
};
