import { gzipSync } from 'node:zlib';
import type { Browser, Page, Request } from 'playwright-core';
import { LOADED_ROW } from './harness/open-explorer.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { median, quantile } from './harness/statistics.ts';
import { type PageUrl, withStoredLogs } from './harness/stored-logs.ts';
import { goUntilShown, withBrowser, withVisitor } from './harness/watched-page.ts';

const VISITS = 20;
const QUICK_VISITS = 4;
const PAGES = ['/', '/explorer'] as const;

/** What one visit fetched, kB of 1,000 bytes. */
interface Fetched {
  /** Headers and bodies as they came. */
  overTheWire: number;
  /** Of this the HTML, scripts, styles and images. */
  files: number;
  /** The bodies of those, each with gzip, whether or not it came so. */
  filesAsGzip: number;
}

async function weigh(requests: readonly Request[]): Promise<Fetched> {
  const fetched = { overTheWire: 0, files: 0, filesAsGzip: 0 };
  for (const request of requests) {
    const { responseHeadersSize, responseBodySize } = await request.sizes();
    const size = (responseHeadersSize + responseBodySize) / 1_000;
    fetched.overTheWire += size;
    if (request.resourceType() === 'fetch') continue;
    const body = await (await request.response())?.body();
    fetched.files += size;
    fetched.filesAsGzip += gzipSync(body ?? '').length / 1_000;
  }
  return fetched;
}

function fetchedBy(browser: Browser, url: string): Promise<Fetched> {
  return withVisitor(browser, async (page) => {
    const requests: Request[] = [];
    page.on('requestfinished', (request) => requests.push(request));
    await page.goto(url, { waitUntil: 'networkidle' });
    return weigh(requests);
  });
}

async function weighPages(browser: Browser, pageUrl: PageUrl): Promise<Row[]> {
  const rows: Row[] = [];
  for (const path of PAGES) {
    const { overTheWire, files, filesAsGzip } = await fetchedBy(browser, pageUrl(path));
    rows.push(
      {
        what: `first load of \`${path}\`, all that is fetched`,
        value: overTheWire,
        unit: 'kB',
        target: { op: '<=', value: 250 },
      },
      { what: `first load of \`${path}\`, of this files`, value: files, unit: 'kB' },
      { what: `first load of \`${path}\`, these files if each came with gzip`, value: filesAsGzip, unit: 'kB' },
    );
  }
  return rows;
}

async function untilFirstRow(page: Page, pageUrl: PageUrl): Promise<number> {
  const shownAt = await goUntilShown(page, pageUrl('/explorer'), LOADED_ROW);
  await page.waitForLoadState('networkidle');
  return shownAt;
}

async function measure(browser: Browser, pageUrl: PageUrl, visits: number): Promise<Row[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let visit = 0; visit < visits; visit++) {
    await withVisitor(browser, async (page, context) => {
      first.push(await untilFirstRow(page, pageUrl));
      again.push(await untilFirstRow(await context.newPage(), pageUrl));
    });
  }
  return [
    { what: 'link to first rows, p95', value: quantile(first, 0.95), unit: 'ms', target: { op: '<=', value: 1_000 } },
    { what: 'link to first rows, median', value: median(first), unit: 'ms' },
    { what: 'link to first rows with the files in the cache, median', value: median(again), unit: 'ms' },
  ];
}

function run(options: RunOptions): Promise<Row[]> {
  return withBrowser((browser) =>
    withStoredLogs(options, async (pageUrl) => {
      await fetchedBy(browser, pageUrl('/explorer'));
      const weights = await weighPages(browser, pageUrl);
      return [...weights, ...(await measure(browser, pageUrl, options.quick ? QUICK_VISITS : VISITS))];
    }),
  );
}

export const scenario: Scenario = {
  name: 'link-to-rows',
  description: `The server holds 1,000,000 logs. ${VISITS} visitors whose browser keeps nothing yet follow a link to the Explorer with a range over all of them; the time runs from the begin of the navigation until the frame is shown that has the first rows in it. Each comes back in another tab. What a visitor's first load fetches is counted with its headers until the network has been idle for half a second; frames of the WebSocket for alerts are not. kB are 1,000 bytes.`,
  browser: true,
  run,
};
