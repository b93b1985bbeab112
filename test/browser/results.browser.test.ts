import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { DASHBOARD_URL, openTab } from './browser.ts';

const QUEUE_LINES = 80;

beforeAll(async () => {
  const now = Date.now();
  const logs = Array.from({ length: QUEUE_LINES }, (_, at) => ({
    timestamp: new Date(now - 60_000 + at * 100).toISOString(),
    service: 'queue',
    message: `job ${at} of the queue is done`,
  }));
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${DASHBOARD_URL}/api/v1/logs?ack=indexed`, {
    method: 'POST',
    headers,
    body: JSON.stringify(logs),
  });
  expect(answer.status).toBe(201);
}, 60_000);

const message = (page: Page, row: number): Locator => page.locator(`[data-index="${row}"] [data-column="4"]`);
const headers = (page: Page): Promise<string[]> => page.getByRole('columnheader').allInnerTexts();

async function topOf(locator: Locator): Promise<number> {
  return (await locator.boundingBox())?.y ?? Number.NaN;
}

describe('the context of a log', () => {
  it('keeps the log where it is while others come before and after it', async () => {
    // so high that the first lines do not fill it
    const { page, faults, context } = await openTab({ viewport: { width: 1280, height: 1_200 } });
    await page.goto(`${DASHBOARD_URL}/explorer?q=${encodeURIComponent('service:queue "job 75"')}&tab=context`);
    await message(page, 0).click();
    const anchor = page.locator('aside [data-current]');
    await page.getByText('job 79 of the queue is done').waitFor();
    const more = page.getByRole('button', { name: 'Show 50 more before' });
    for (const loaded of ['job 20 of the queue is done', 'Nothing before']) {
      await more.scrollIntoViewIfNeeded();
      const before = await topOf(anchor);
      await more.click();
      await page.getByText(loaded).waitFor();
      expect(Math.abs((await topOf(anchor)) - before)).toBeLessThan(1);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a long list', () => {
  it('lets go of pages far away, and has the same rows again when one comes back', async () => {
    const { page, faults, context } = await openTab();
    const cursors: string[] = [];
    page.on('request', (request) => {
      const cursor = new URL(request.url()).searchParams.get('cursor');
      if (request.url().includes('/logs/search?') && cursor) cursors.push(cursor);
    });
    await page.goto(`${DASHBOARD_URL}/explorer?to=now-5m`);
    const grid = page.getByRole('grid');
    const scrollTo = (row: number): Promise<void> =>
      grid.evaluate((element, top) => element.parentElement?.scrollTo({ top }), row * 22);
    await message(page, 0).waitFor();
    await scrollTo(100);
    await page.getByText('400 loaded').waitFor();
    const text = (row: number): Promise<string> => message(page, row).innerText();
    await scrollTo(300);
    await message(page, 310).waitFor();
    const before = await text(310);
    for (let row = 600; row <= 4_400; row += 200) {
      await scrollTo(row);
      await message(page, row).waitFor();
    }
    expect(new Set(cursors).size).toBe(cursors.length);
    await scrollTo(300);
    await message(page, 310).waitFor();
    expect(await text(310)).toBe(before);
    expect(cursors.length).toBeGreaterThan(new Set(cursors).size);
    expect(await grid.evaluate((element) => element.parentElement?.scrollTop)).toBe(300 * 22);
    expect(faults).toEqual([]);
    await context.close();
  }, 180_000);
});

describe('find in the results', () => {
  it('scrolls to the first match, which then stands among its neighbours', async () => {
    const { page, faults, context } = await openTab();
    await page.goto(`${DASHBOARD_URL}/explorer?q=service%3Aqueue`);
    await message(page, 0).waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('job 19 ');
    await page.getByText('1 of 1 in the 80 loaded logs').waitFor();
    const row = await message(page, 60).boundingBox();
    const table = await page.getByRole('grid').locator('..').boundingBox();
    if (!row || !table) throw new Error('the match is not drawn');
    expect(row.y).toBeGreaterThan(table.y + 60);
    expect(row.y).toBeLessThan(table.y + table.height - 60);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('beside an open log', () => {
  const widthOf = async (locator: Locator): Promise<number> => Math.round((await locator.boundingBox())?.width ?? 0);

  it.each([1024, 1280, 1600])('the messages can be read at %i px, and its width can be changed', async (width) => {
    const { page, faults, context } = await openTab({ viewport: { width, height: 860 } });
    await page.goto(`${DASHBOARD_URL}/explorer?q=service%3Aqueue`);
    await message(page, 3).click();
    const panel = page.getByRole('complementary', { name: 'Log', exact: true });
    const header = page.getByRole('columnheader', { name: 'Message' });
    const table = page.getByRole('grid').locator('..');
    const overflow = (): Promise<number> => table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    await panel.waitFor();
    expect(await widthOf(header)).toBeGreaterThanOrEqual(width < 1280 ? 160 : 350);
    expect(await overflow()).toBe(0);
    const legend = page.getByRole('region', { name: 'Logs over time' }).getByRole('list');
    expect(await legend.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    const edge = page.getByRole('separator', { name: 'Width of the details' });
    await edge.press('ArrowRight');
    expect(await widthOf(panel)).toBe(464);
    const place = await edge.boundingBox();
    if (!place) throw new Error('the details have no edge');
    await page.mouse.move(place.x + place.width / 2, 500);
    await page.mouse.down();
    await page.mouse.move(place.x + place.width / 2 + 40, 500, { steps: 4 });
    await page.mouse.up();
    expect(await widthOf(panel)).toBe(424);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect((await headers(page)).slice(1)).toEqual(['Time', 'Level', 'Category', 'Service', 'Message']);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the columns', () => {
  // a screen of 1280 px whose scrollbar takes 15 of them
  it.each(['', '?cols=timestamp,level,category,service,host,message'])('of /explorer%s fit 1280 px', async (search) => {
    const { page, faults, context } = await openTab({ viewport: { width: 1265, height: 800 } });
    await page.goto(`${DASHBOARD_URL}/explorer${search}`);
    await page.getByText('200 loaded').waitFor();
    const table = page.getByRole('grid').locator('..');
    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are dragged to another place and to another width, and stay so', async () => {
    const { page, faults, context } = await openTab();
    await page.goto(`${DASHBOARD_URL}/explorer?q=service%3Aqueue`);
    const header = (name: string): Locator => page.getByRole('columnheader', { name, exact: true });
    await header('Service').dragTo(header('Level'));
    await page.waitForURL(/cols=timestamp%2Cservice%2Clevel/);
    expect((await headers(page)).slice(1)).toEqual(['Time', 'Service', 'Level', 'Category', 'Message']);

    const edge = await page.getByRole('separator', { name: 'Width of Service' }).boundingBox();
    if (!edge) throw new Error('the column has no edge');
    const [x, y] = [edge.x + edge.width / 2, edge.y + edge.height / 2];
    const width = async (): Promise<number> => Math.round((await header('Service').boundingBox())?.width ?? 0);
    const before = await width();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 84, y, { steps: 4 });
    await page.mouse.up();
    expect(await width()).toBe(before + 84);
    await page.goto(`${DASHBOARD_URL}/explorer?q=service%3Aqueue`);
    await header('Service').waitFor();
    expect((await headers(page)).slice(1, 3)).toEqual(['Time', 'Service']);
    expect(await width()).toBe(before + 84);
    expect(faults).toEqual([]);
    await context.close();
  });
});
