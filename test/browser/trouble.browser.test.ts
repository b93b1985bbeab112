import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DASHBOARD_URL, openTab } from './browser.ts';

const SEARCH = /\/api\/v1\/logs\/search\?/;
const EXPECTED = /ERR_|Failed to load|50[03]/;

/** Promises much and breaks off in the middle of it. */
const broken = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
  response.write('{"total":{"value":', () => response.destroy());
});

beforeAll(async () => {
  broken.listen(0, '127.0.0.1');
  await once(broken, 'listening');
});
afterAll(async () => {
  broken.closeAllConnections();
  broken.close();
});

describe('a search', () => {
  it('that is slow says so, can be cancelled, and is run again', async () => {
    const { page, faults, context } = await openTab();
    let isHeld = true;
    await page.route(SEARCH, async (route) => {
      if (!isHeld) await route.continue();
    });
    await page.goto(`${DASHBOARD_URL}/explorer?q=level%3Afatal`);
    await page.getByText('Searching …').waitFor();
    const overflow = await page
      .locator('html')
      .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
    expect(overflow).toBe(0);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('The search was cancelled').waitFor();
    isHeld = false;
    await page.getByRole('button', { name: 'Run it again' }).click();
    await page.getByText('out of memory: killing worker 7').first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('whose answer breaks off says so, and is answered by itself later', async () => {
    const { page, faults, context } = await openTab({}, EXPECTED);
    let isBroken = true;
    const { port } = broken.address() as AddressInfo;
    await page.route(SEARCH, (route) => route.continue(isBroken ? { url: `http://127.0.0.1:${port}/` } : {}));
    await page.goto(`${DASHBOARD_URL}/explorer?q=level%3Afatal`);
    await page.getByText('The answer of the server broke off.').waitFor();
    isBroken = false;
    await page.getByText('out of memory: killing worker 7').first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that a proxy answers with a page of its own is said to have failed, and not to run', async () => {
    const { page, faults, context } = await openTab({}, EXPECTED);
    await page.route(SEARCH, (route) => route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Oh</h1>' }));
    await page.goto(`${DASHBOARD_URL}/explorer?q=level%3Afatal`);
    await page.getByText('The server failed (500).').waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
    expect(await page.getByText('Searching …').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that fails keeps the logs of the query before, and is answered by itself later', async () => {
    const { page, faults, context } = await openTab({}, EXPECTED);
    let isAway = false;
    await page.route(SEARCH, (route) => {
      const error = { code: 'unavailable', message: 'the store is away' };
      return isAway ? route.fulfill({ status: 503, json: { error } }) : route.continue();
    });
    await page.goto(`${DASHBOARD_URL}/explorer?q=level%3Afatal`);
    const fatal = page.getByText('out of memory: killing worker 7').first();
    await fatal.waitFor();
    isAway = true;
    await page.getByRole('checkbox', { name: /^warn/ }).click();
    await page.getByText(/the store is away.*These are still the logs of the query before/).waitFor();
    expect(await fatal.isVisible()).toBe(true);
    isAway = false;
    await page.getByText('the store is away').waitFor({ state: 'hidden' });
    await page
      .getByText(/rate limit|Failed password/)
      .first()
      .waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('whose next rows do not come says so below them, and gets them by itself later', async () => {
    const { page, faults, context } = await openTab({}, EXPECTED);
    let isAway = true;
    await page.route(/\/logs\/search\?.*cursor=/, (route) =>
      isAway ? route.abort('connectionreset') : route.continue(),
    );
    await page.goto(`${DASHBOARD_URL}/explorer`);
    await page.getByText('200 loaded').waitFor();
    await page.getByRole('grid').evaluate((element) => element.parentElement?.scrollTo({ top: 1e6 }));
    await page.getByText('The next rows could not be loaded.').waitFor();
    isAway = false;
    await page.getByText('400 loaded').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

it('while the server does not answer, a banner says so on every page, and goes by itself', async () => {
  const { page, context } = await openTab({}, EXPECTED);
  await page.goto(`${DASHBOARD_URL}/alerts`);
  await page.getByRole('link', { name: 'Overview' }).waitFor();
  await page.route(/\/health$/, (route) => route.abort('connectionrefused'));
  const banner = page.getByText(/^The server does not answer since \d\d:\d\d\. .*It is tried again by itself\.$/);
  await banner.waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  expect(await banner.isVisible()).toBe(true);
  await page.unroute(/\/health$/);
  await banner.waitFor({ state: 'hidden' });
  await context.close();
});

it('a server that hangs is told by its word and the banner within about ten seconds', async () => {
  const { page, context } = await openTab({}, EXPECTED);
  await page.clock.install();
  await page.goto(`${DASHBOARD_URL}/alerts`);
  await page.getByText('Connected', { exact: true }).waitFor();
  await page.route(/\/health$/, () => {});
  await page.clock.runFor(5_000);
  await page.getByText('No connection').waitFor({ timeout: 4_000 });
  await page.clock.runFor(1_000);
  await page.getByText(/^The server does not answer since/).waitFor({ timeout: 4_000 });
  await context.close();
});
