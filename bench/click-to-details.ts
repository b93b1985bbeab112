import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openExplorer } from './harness/open-explorer.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { median, quantile } from './harness/statistics.ts';
import { type PageUrl, withStoredLogs } from './harness/stored-logs.ts';
import { timesOf, withBrowser, withVisitor } from './harness/watched-page.ts';

const CLICKS = 100;
const QUICK_CLICKS = 10;
const WARM_UPS = 3;
/** Between two clicks: what the first one started has ended. */
const PAUSE_MS = 300;
/** Rows that can be seen without scrolling, even with the details beside them. */
const ROWS = 12;
/** Of the service: nothing lies over it when the row is hovered. */
const COLUMN = 3;
/** Comes with the fields of the log, not with the frame around them. */
const DETAILS = 'aside [role=tabpanel] li';

/** Opens the details of one row and closes them again; resolves with the time until they were shown, ms. */
async function open(page: Page, row: number): Promise<number> {
  const { shown, happened } = timesOf(page);
  const [clickedAt, shownAt] = await Promise.all([
    happened('click'),
    shown(DETAILS),
    page.locator(`[data-index="${row}"] [data-column="${COLUMN}"]`).click(),
  ]);
  await sleep(PAUSE_MS);
  await page.keyboard.press('Escape');
  await page.locator(DETAILS).first().waitFor({ state: 'detached' });
  await sleep(PAUSE_MS);
  return shownAt - clickedAt;
}

function measure(browser: Browser, pageUrl: PageUrl, clicks: number): Promise<Row[]> {
  return withVisitor(browser, async (page) => {
    await openExplorer(page, pageUrl('/explorer'));
    const times: number[] = [];
    for (let index = 0; index < WARM_UPS + clicks; index++) times.push(await open(page, index % ROWS));
    const warm = times.slice(WARM_UPS);
    return [
      {
        what: 'click on a row to painted details, p95',
        value: quantile(warm, 0.95),
        unit: 'ms',
        target: { op: '<=', value: 50 },
      },
      { what: 'click on a row to painted details, median', value: median(warm), unit: 'ms' },
      { what: 'click on a row to painted details, longest', value: quantile(warm, 1), unit: 'ms' },
      { what: 'click on a row to painted details, the first of the page', value: times[0] ?? Number.NaN, unit: 'ms' },
    ];
  });
}

export const scenario: Scenario = {
  name: 'click-to-details',
  description: `The server holds 1,000,000 logs, the Explorer shows the newest. ${CLICKS} times a row is clicked and its details are closed again with Escape. The time runs from the click, as the browser received it, until the frame is shown that has the fields of the log in it.`,
  browser: true,
  run: (options: RunOptions) =>
    withBrowser((browser) =>
      withStoredLogs(options, (pageUrl) => measure(browser, pageUrl, options.quick ? QUICK_CLICKS : CLICKS)),
    ),
};
