import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { DASHBOARD_URL, openTab } from './browser.ts';

const HOUR_MS = 3_600_000;

let page: Page;
/** Nothing comes into it while it is looked at. */
let time: { from: string; to: string };
beforeAll(async () => {
  ({ page } = await openTab());
  const end = Date.now() - 5_000;
  time = { from: new Date(end - 2 * HOUR_MS).toISOString(), to: new Date(end).toISOString() };
});

const card = (name: string): Locator => page.getByRole('region', { name, exact: true });
const firstRow = (name: string): Locator => card(name).getByRole('row').nth(1);
const numberIn = (text: string | null): number => Number((text ?? '').replaceAll(/[^\d]/g, ''));

/** Follows a mark and answers how many logs the explorer finds. */
async function follow(mark: Locator): Promise<number> {
  await mark.click();
  await page.waitForURL((url) => url.pathname === '/explorer');
  const { searchParams } = new URL(page.url());
  expect({ from: searchParams.get('from'), to: searchParams.get('to') }).toEqual(time);
  const hits = page.getByRole('status').getByText(/^[\d,]+ hits?$/);
  return numberIn(await hits.textContent());
}

it('is scrolled as it was left when one comes back, and any other page begins at its top', async () => {
  const scrolled = (): Promise<number> => page.evaluate('Math.round(scrollY)');
  // no text: the page's policy lets none be run again and again
  const untilAt = (wanted: number) =>
    page.waitForFunction((top) => Math.abs((globalThis as unknown as { scrollY: number }).scrollY - top) < 2, wanted);
  await page.goto(`${DASHBOARD_URL}/?${new URLSearchParams(time)}`);
  const mark = firstRow('Status codes').getByRole('link').first();
  await mark.scrollIntoViewIfNeeded();
  await page.evaluate('scrollBy(0, 40)');
  const left = await scrolled();
  expect(left).toBeGreaterThan(300);
  await mark.click();
  await page.getByRole('grid').waitFor();
  expect(await scrolled()).toBe(0);
  await page.goBack();
  await mark.waitFor();
  await untilAt(left);
  await page.reload();
  await untilAt(left);
  await page.getByRole('link', { name: 'Pipeline', exact: true }).click();
  await page.getByRole('heading', { name: 'Pipeline' }).first().waitFor();
  expect(await scrolled()).toBe(0);
});

describe('tables', () => {
  it('have their bars begin where their heads do', async () => {
    await page.goto(`${DASHBOARD_URL}/?${new URLSearchParams(time)}`);
    const leftOf = async (part: Locator): Promise<number> => (await part.boundingBox())?.x ?? Number.NaN;
    const head = await leftOf(card('Top services').getByRole('columnheader', { name: 'Name' }));
    expect(await leftOf(firstRow('Top services').getByRole('cell').first().locator('span').first())).toBe(head);
  });
});

describe('every mark of the overview leads to the logs that it counts', () => {
  it.each([
    // its title has all digits, the figure only so many as fit
    [
      'the number of logs',
      () =>
        page
          .getByRole('link', { name: /^Logs \d/ })
          .locator('[title]')
          .first(),
      /^([\d,]+)$/,
    ],
    ['a status class', () => card('Status classes').getByRole('link').nth(3), /([\d,]+)/],
    [
      'the errors of a service',
      () =>
        card('Top services')
          .getByTitle(/^Errors of/)
          .first(),
      /([\d,]+)/,
    ],
  ] as const)('%s', async (name, markOf, figure) => {
    await page.goto(`${DASHBOARD_URL}/?${new URLSearchParams(time)}`);
    const mark = markOf();
    const text = await (name === 'the number of logs' ? mark.getAttribute('title') : mark.textContent());
    const [, shown = ''] = figure.exec(text ?? '') ?? [];
    expect(numberIn(shown)).toBeGreaterThan(0);
    expect(await follow(mark)).toBe(numberIn(shown));
  });

  it.each(['Top services', 'Categories', 'Levels', 'Top endpoints', 'Status codes', 'Methods', 'Addresses'])(
    'a row of %s',
    async (name) => {
      await page.goto(`${DASHBOARD_URL}/?${new URLSearchParams(time)}`);
      const count = await firstRow(name).getByRole('cell').nth(-2).textContent();
      expect(await follow(firstRow(name).getByRole('link').first())).toBe(numberIn(count));
    },
  );

  it('a bar of the trend, for the time of that bar', async () => {
    await page.goto(`${DASHBOARD_URL}/?${new URLSearchParams(time)}`);
    const bars = card('Logs over time').locator('a:has(rect)');
    await bars.first().waitFor({ state: 'attached' });
    const tallest = await bars.evaluateAll((all) => {
      const heights = all.map((bar) => bar.getBoundingClientRect().height);
      return heights.indexOf(Math.max(...heights));
    });
    await bars.nth(tallest).click();
    await page.waitForURL((url) => url.pathname === '/explorer');
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('q')).toMatch(/^category:[A-Z]/);
    const [from = '', to = ''] = [searchParams.get('from') ?? undefined, searchParams.get('to') ?? undefined];
    expect(from >= time.from && to <= time.to && from < to).toBe(true);
    const hits = await page
      .getByRole('status')
      .getByText(/^[\d,]+ hits?$/)
      .textContent();
    expect(numberIn(hits)).toBeGreaterThan(0);
  });

  it('a slice of the ring', async () => {
    await page.goto(`${DASHBOARD_URL}/?${new URLSearchParams(time)}`);
    expect(await follow(card('Categories').locator('.recharts-sector').last())).toBeGreaterThan(0);
    expect(page.url()).toMatch(/q=category%3A[A-Z]/);
  });
});
