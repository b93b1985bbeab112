import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openExplorer } from './harness/open-explorer.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { median, quantile } from './harness/statistics.ts';
import { type PageUrl, withStoredLogs } from './harness/stored-logs.ts';
import { timesOf, withBrowser, withVisitor } from './harness/watched-page.ts';
import { SERVICES } from './log-templates.ts';

const QUERIES = 100;
const QUICK_QUERIES = 10;
const WARM_UPS = 5;
/** Between two queries, so that the histogram and the facets of the one do not delay the next. */
const PAUSE_MS = 700;
/** Their places are lit in every row. */
const WORDS = ['user', 'request', 'timeout', 'payment', 'rows'];

/** Its element is made anew with every answer, since no two answers that follow each other have a log in common. */
const FIRST_ROW = '[role=row][data-index="0"]:not([aria-busy])';

const serviceOf = (turn: number): string => SERVICES[turn % SERVICES.length]?.[0] ?? '';

/** A service or a word, in turn; the word without the services before and after it. No query comes twice: the page would remember what it found. */
function queryOf(index: number): string {
  const turn = index >> 1;
  if (index % 2 === 0) return `service:${serviceOf(turn)} -user_id:nobody-${index}`;
  return `${WORDS[turn % WORDS.length]} -service:${serviceOf(turn)} -service:${serviceOf(turn + 1)} -user_id:nobody-${index}`;
}

interface Asked {
  /** From the press on Run until the rows are shown, ms. */
  fromPress: number;
  /** From the last byte of the answer. */
  fromAnswer: number;
}

/** Key by key, over what stands there. */
async function write(page: Page, query: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Query' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(query);
}

async function ask(page: Page, query: string): Promise<Asked> {
  await write(page, query);
  await sleep(PAUSE_MS);
  const { shown, answered, happened } = timesOf(page);
  const [pressedAt, answeredAt, shownAt] = await Promise.all([
    happened('click'),
    answered('/api/v1/logs/search?', 'highlight=true', new URLSearchParams({ q: query }).toString()),
    shown(FIRST_ROW),
    page.getByRole('button', { name: 'Run', exact: true }).click(),
  ]);
  if (shownAt < answeredAt) throw new Error(`rows of ${query} were shown before its answer came`);
  return { fromPress: shownAt - pressedAt, fromAnswer: shownAt - answeredAt };
}

async function askAll(page: Page, queries: number): Promise<Row[]> {
  const asked: Asked[] = [];
  for (let index = 0; index < WARM_UPS + queries; index++) {
    const one = await ask(page, queryOf(index));
    if (index >= WARM_UPS) asked.push(one);
  }
  const fromAnswer = asked.map((one) => one.fromAnswer);
  const fromPress = asked.map((one) => one.fromPress);
  return [
    {
      what: 'last byte of the answer to painted rows, p95',
      value: quantile(fromAnswer, 0.95),
      unit: 'ms',
      target: { op: '<=', value: 150 },
    },
    { what: 'last byte of the answer to painted rows, median', value: median(fromAnswer), unit: 'ms' },
    { what: 'last byte of the answer to painted rows, longest', value: quantile(fromAnswer, 1), unit: 'ms' },
    { what: 'press on Run to painted rows, p95', value: quantile(fromPress, 0.95), unit: 'ms' },
    { what: 'press on Run to painted rows, median', value: median(fromPress), unit: 'ms' },
  ];
}

function measure(browser: Browser, pageUrl: PageUrl, queries: number): Promise<Row[]> {
  return withVisitor(browser, async (page) => {
    await openExplorer(page, `${pageUrl('/explorer')}&${new URLSearchParams({ q: `-service:${serviceOf(0)}` })}`);
    return askAll(page, queries);
  });
}

export const scenario: Scenario = {
  name: 'answer-to-paint',
  description: `The server holds 1,000,000 logs. In the Explorer ${QUERIES} queries are written and run one after the other, for a service and for a word in turn; the page asks for the histogram and the facets at the same time. The time runs from the last byte of the answer, as the browser notes it, until the frame is shown that has the new rows in it.`,
  browser: true,
  run: (options: RunOptions) =>
    withBrowser((browser) =>
      withStoredLogs(options, (pageUrl) => measure(browser, pageUrl, options.quick ? QUICK_QUERIES : QUERIES)),
    ),
};
