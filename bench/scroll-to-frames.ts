import type { Browser, Page } from 'playwright-core';
import { measureFrameYardstick } from './harness/frame-yardstick.ts';
import { frameFigures } from './harness/frames.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { type PageUrl, withStoredLogs } from './harness/stored-logs.ts';
import { withBrowser, withVisitor } from './harness/watched-page.ts';

const SECONDS = 20;
const QUICK_SECONDS = 5;
/** Pixels a second: as one reads over a list, and as one flies through it. */
const SPEEDS = [1_500, 6_000] as const;

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
  /** How far the list came, px. */
  way: number;
}

/** Turns the wheel evenly over the middle of the list. */
async function turnWheel(page: Page, speed: number, seconds: number): Promise<void> {
  const box = await page.getByRole('grid').locator('xpath=..').boundingBox();
  if (!box) throw new Error('there is no list to scroll');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.synthesizeScrollGesture', {
    x: Math.round(box.x + box.width / 2),
    y: Math.round(box.y + box.height / 2),
    yDistance: -speed * seconds,
    speed,
    gestureSourceType: 'mouse',
  });
  await session.detach();
}

function scroll(browser: Browser, url: string, speed: number, seconds: number): Promise<Row[]> {
  return withVisitor(browser, async (page) => {
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.evaluate('watch.startScroll()');
    await turnWheel(page, speed, seconds);
    const { times, ahead, painted, atEnd, way } = await page.evaluate<Scrolled>('watch.stopScroll()');
    const { perSecond, long, longest } = frameFigures([times]);
    const at = `at ${speed} px/s`;
    return [
      { what: `frames, ${at}`, value: perSecond, unit: '1/s', target: { op: '>=', value: 50 } },
      { what: `frames over 50 ms, ${at}`, value: long, unit: '' },
      { what: `longest frame, ${at}`, value: longest, unit: 'ms' },
      { what: `frames painted with a blank place, ${at}`, value: painted, unit: '', target: NONE },
      { what: `scrolls that began with a blank place, ${at}`, value: ahead, unit: '', target: NONE },
      { what: `frames at the end of the loaded rows, ${at}`, value: atEnd, unit: '' },
      {
        what: `way through the list, of what the wheel turned, ${at}`,
        value: (100 * way) / (speed * seconds),
        unit: '%',
      },
    ];
  });
}

async function measure(browser: Browser, pageUrl: PageUrl, seconds: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const speed of SPEEDS) rows.push(...(await scroll(browser, pageUrl('/explorer'), speed, seconds)));
  return [...rows, await measureFrameYardstick(browser)];
}

export const scenario: Scenario = {
  name: 'scroll-to-frames',
  description: `The server holds 1,000,000 logs, the Explorer shows the newest and fetches further ones while it is scrolled. The wheel turns evenly over the list for ${SECONDS} s at each speed. Frames are counted by \`requestAnimationFrame\`. A blank place is any part of the list's viewport, down to the last loaded row, that no row covers: as each frame is painted, and as each scroll begins: so the list may have looked while the browser scrolled it and the page had not answered yet. A row that is there but not yet drawn by the browser is not seen by this.`,
  browser: true,
  run: (options: RunOptions) =>
    withBrowser((browser) =>
      withStoredLogs(options, (pageUrl) => measure(browser, pageUrl, options.quick ? QUICK_SECONDS : SECONDS)),
    ),
};
