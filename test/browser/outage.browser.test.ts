import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DASHBOARD_URL, openTab, takeScreenshot } from './browser.ts';
import { type Line, startLine } from './line.ts';
import { sendLines } from './send-lines.ts';

const EXPECTED = /ERR_|Failed to (load|fetch)|WebSocket/;
const NOTICED_MS = 3_000;
const BACK_MS = 5_000;

let line: Line;
beforeEach(async () => {
  line = await startLine(DASHBOARD_URL);
});
afterEach(() => line.cut());

const bannerOf = (page: Page) => page.getByText(/^The server does not answer since/);
const pipeline = (page: Page) => page.getByRole('heading', { name: 'Health' });
const notLoaded = (page: Page) => page.getByRole('heading', { name: 'This page could not be loaded' });

/** Opens a page, with its connections. */
async function open(page: Page, path: string): Promise<void> {
  const socket = page.waitForEvent('websocket', (each) => each.url().includes('/ws/'));
  await page.goto(`${line.url}${path}`);
  await socket;
  await page.getByText('Connected').waitFor({ state: 'attached' });
}

async function cut(page: Page): Promise<void> {
  await line.cut();
  await bannerOf(page).waitFor({ timeout: NOTICED_MS });
}

async function mend(page: Page): Promise<void> {
  await line.mend();
  await bannerOf(page).waitFor({ state: 'hidden', timeout: BACK_MS });
}

it('a server that goes and comes back is noticed soon', async () => {
  const { page, faults, context } = await openTab({}, EXPECTED);
  await open(page, '/alerts');
  await cut(page);
  await page.getByText('No connection').waitFor();
  await mend(page);
  await page.getByText('Connected').waitFor({ state: 'attached' });
  expect(faults).toEqual([]);
  await context.close();
});

describe('a page that is opened for the first time', () => {
  it('while the server is away says so, and is there once the server is', async () => {
    const { page, context } = await openTab({}, EXPECTED);
    await open(page, '/alerts');
    await line.cut();
    await page.getByRole('link', { name: 'Pipeline' }).click();
    await notLoaded(page).waitFor();
    await page.getByText('The page is loaded by itself as soon as it does.').waitFor();
    await bannerOf(page).waitFor({ timeout: NOTICED_MS });
    await page.getByRole('button', { name: 'Load again' }).click();
    await notLoaded(page).waitFor();
    await takeScreenshot(page, 'outage-not-loaded');
    await mend(page);
    await pipeline(page).waitFor({ timeout: BACK_MS });
    await context.close();
  });

  it('after a new dashboard was installed, whose files have other names, loads the document once', async () => {
    const { page, context } = await openTab({}, EXPECTED);
    await open(page, '/alerts');
    let isGone = true;
    await page.route(/\/pipeline-page-/, (route) => (isGone ? route.fulfill({ status: 404 }) : route.continue()));
    await page.route(/\/pipeline$/, (route) => {
      isGone = false;
      return route.continue();
    });
    await page.getByRole('link', { name: 'Pipeline' }).click();
    await pipeline(page).waitFor();
    expect(isGone).toBe(false);
    await context.close();
  });

  it('and that the server never gives is not loaded again and again', async () => {
    const { page, context } = await openTab({}, EXPECTED);
    await open(page, '/alerts');
    let documents = 0;
    page.on('request', (request) => {
      if (request.isNavigationRequest()) documents += 1;
    });
    await page.route(/\/pipeline-page-/, (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'Pipeline' }).click();
    await page.getByText('The server answers, but does not give this page.').waitFor();
    expect(documents).toBe(1);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Load again' }).click();
    await pipeline(page).waitFor();
    expect(documents).toBe(2);
    await context.close();
  });
});

describe('the dashboard', () => {
  it('whose files are no more, as after an update, loads the document anew', async () => {
    const { page, context } = await openTab({}, EXPECTED);
    let documents = 0;
    await page.route(/\/pipeline$/, (route) => {
      documents += 1;
      return route.continue();
    });
    await page.route(/\/app-/, (route) => (documents === 1 ? route.fulfill({ status: 404 }) : route.continue()));
    await page.goto(`${line.url}/pipeline`);
    await pipeline(page).waitFor();
    await context.close();
  });

  it('whose files the server never gives says so, and is not loaded again and again', async () => {
    const { page, context } = await openTab({}, EXPECTED);
    let documents = 0;
    page.on('request', (request) => {
      if (request.isNavigationRequest()) documents += 1;
    });
    await page.route(/\/app-/, (route) => route.fulfill({ status: 404 }));
    await page.goto(`${line.url}/pipeline`);
    await page.getByText('The server answers, but does not give this page.').waitFor();
    await takeScreenshot(page, 'outage-not-started');
    expect(documents).toBe(2);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Load again' }).click();
    await pipeline(page).waitFor();
    await context.close();
  });

  it('that is opened while the server goes says so, and is there once the server is', async () => {
    const { page, context } = await openTab({}, EXPECTED);
    await page.route(/\/app-/, async (route) => {
      await line.cut();
      await route.abort('connectionrefused');
    });
    await page.goto(`${line.url}/pipeline`);
    await page.getByText('The page is loaded by itself as soon as it does.').waitFor();
    await page.unrouteAll();
    await line.mend();
    await pipeline(page).waitFor({ timeout: BACK_MS });
    await context.close();
  });

  it('shows its frame while the files of a page keep it waiting', async () => {
    const { page, faults, context } = await openTab({}, EXPECTED);
    let give = (): void => {};
    const isGiven = new Promise<void>((resolve) => {
      give = resolve;
    });
    await page.route(/\/pipeline-page-/, async (route) => {
      await isGiven;
      await route.continue();
    });
    await page.goto(`${line.url}/pipeline`, { waitUntil: 'commit' });
    await page.getByRole('link', { name: 'Overview' }).waitFor();
    expect(await pipeline(page).isVisible()).toBe(false);
    give();
    await pipeline(page).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

it('a page that the server does not give loads no document anew while files are uploaded', async () => {
  const { page, context } = await openTab({}, EXPECTED);
  await open(page, '/alerts');
  let documents = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) documents += 1;
  });
  await page.route(/\/api\/v1\/logs\?/, () => {});
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('upload');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Upload log files' });
  const file = { name: 'a.log', mimeType: 'text/plain', buffer: Buffer.from('one') };
  await dialog.getByLabel('Choose files').setInputFiles([file]);
  await dialog.getByLabel('Service of logs that name none').fill('never-sent');
  await dialog.getByRole('button', { name: 'Send 1 file' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.route(/\/pipeline-page-/, (route) => route.fulfill({ status: 404 }));
  await page.getByRole('link', { name: 'Pipeline' }).click();
  await page.getByText('It is not loaded anew by itself while files are sent').waitFor();
  await takeScreenshot(page, 'outage-while-sending');
  expect(documents).toBe(0);
  await context.close();
});

describe('the live page', () => {
  it('goes on where it stopped as soon as the server is back, loses nothing and repeats nothing', async () => {
    const { page, faults, context } = await openTab({}, EXPECTED);
    await open(page, '/live?q=service%3Atail-outage');
    await page.getByText('Waiting for logs').waitFor();
    await sendLines('tail-outage', 0, 10);
    await page.getByText('line 9 of tail-outage').waitFor();
    await cut(page);
    await page.getByText('Not connected').waitFor();
    await sendLines('tail-outage', 10, 10);
    await line.mend();
    await page.getByText('line 19 of tail-outage').waitFor({ timeout: BACK_MS });
    await page.getByText('Following').waitFor();
    const lines = Array.from({ length: 20 }, (_, at) => `line ${at} of tail-outage`);
    expect(
      await page
        .getByRole('log')
        .getByText(/^line \d+ of tail-outage$/)
        .allTextContents(),
    ).toEqual(lines);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each([390, 1280, 1920])('keeps its foot in the window while the server is away, %i px wide', async (width) => {
    const { page, context } = await openTab({ viewport: { width, height: 800 } }, EXPECTED);
    await open(page, '/live');
    await sendLines('tail-foot', 0, 60);
    await page.getByText('line 59 of tail-foot').waitFor();
    await cut(page);
    const foot = await page.getByText('Not connected').boundingBox();
    await takeScreenshot(page, `outage-live-${width}`);
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(800);
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(800);
    expect(await page.getByText('line 59 of tail-foot').boundingBox()).toMatchObject({ y: expect.any(Number) });
    await mend(page);
    await context.close();
  });
});

it('the pipeline leaves it to the banner to say that its figures are old', async () => {
  const { page, context } = await openTab({}, EXPECTED);
  await open(page, '/pipeline');
  await pipeline(page).waitFor();
  await cut(page);
  await page.locator('.grayscale').waitFor();
  await takeScreenshot(page, 'outage-pipeline');
  expect(await page.getByText(/the server does not answer/i).count()).toBe(1);
  await mend(page);
  await context.close();
});

it('the explorer makes room for what it says while the server is away', async () => {
  const { page, context } = await openTab({ viewport: { width: 1280, height: 800 } }, EXPECTED);
  await open(page, '/explorer');
  await page.locator('[role=row][data-index]').first().waitFor();
  await cut(page);
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(800);
  await mend(page);
  await context.close();
});
