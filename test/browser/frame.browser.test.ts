import { describe, expect, it } from '@jest/globals';
import type { Request } from 'playwright-core';
import { DASHBOARD_URL, openTab, takeScreenshot } from './browser.ts';

/** What a first visit fetches until the network is quiet, bodies and headers, kB. */
async function weigh(path: string): Promise<number> {
  const { page, context } = await openTab({ viewport: { width: 1920, height: 1080 } });
  const requests: Request[] = [];
  page.on('requestfinished', (request) => requests.push(request));
  await page.goto(`${DASHBOARD_URL}${path}`, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(requests.map((request) => request.sizes()));
  await context.close();
  return (
    sizes.reduce((sum, { responseHeadersSize, responseBodySize }) => sum + responseHeadersSize + responseBodySize, 0) /
    1_000
  );
}

describe('the frame', () => {
  it.each(['/', '/explorer', '/live', '/alerts'])('a first visit to %s fetches at most 250 kB', async (path) => {
    const kb = await weigh(path);
    expect(kb).toBeGreaterThan(50);
    expect(kb).toBeLessThanOrEqual(250);
  });

  it('leads to every page by the menu and by keys', async () => {
    const { page, faults, context } = await openTab();
    await page.goto(DASHBOARD_URL);
    await page.getByRole('link', { name: 'Overview' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.waitForURL(/\/explorer/);
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.waitForURL((url) => url.pathname === '/');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps a page until the next one has come, and says that it is on its way', async () => {
    const { page, faults, context } = await openTab();
    const { promise: given, resolve: give } = Promise.withResolvers<void>();
    await page.route(/\/pipeline-page-/, (route) => given.then(() => route.continue()));
    await page.goto(`${DASHBOARD_URL}/alerts`);
    await page.getByRole('link', { name: 'Pipeline' }).click();
    await page.getByRole('status').getByText('Loading …').waitFor({ state: 'attached' });
    expect(await page.getByRole('heading', { name: 'Alerts', level: 1 }).count()).toBe(1);
    give();
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    await page.getByRole('status').getByText('Loading …').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps the place of the field in which one looks for commands, however many are found', async () => {
    const { page, context } = await openTab();
    await page.goto(DASHBOARD_URL);
    await page.getByRole('link', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Search and commands' });
    const before = await field.boundingBox();
    await field.fill('failed');
    await page.getByRole('option', { name: 'Search logs for failed' }).waitFor();
    expect(await field.boundingBox()).toEqual(before);
    await context.close();
  });

  it('keeps the chosen time and zone from page to page', async () => {
    const { page, context } = await openTab();
    await page.goto(DASHBOARD_URL);
    await page.getByRole('button', { name: /Time range/ }).click();
    await page.getByRole('button', { name: '15 minutes' }).click();
    await page.waitForURL(/from=now-15m/);
    await page.getByRole('link', { name: 'Explorer' }).click();
    await page.waitForURL(/\/explorer\?.*from=now-15m/);
    await context.close();
  });

  it('remembers the theme without a flash', async () => {
    const { page, context } = await openTab({ colorScheme: 'light' });
    await page.goto(DASHBOARD_URL);
    await page.getByRole('button', { name: /dark theme/ }).click();
    await page.reload({ waitUntil: 'commit' });
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await takeScreenshot(page, 'frame-dark');
    await context.close();
  });

  it('has the zone and the keys also on a phone, and an exact range there breaks nothing', async () => {
    const { page, faults, context } = await openTab({ viewport: { width: 390, height: 844 } });
    await page.goto(`${DASHBOARD_URL}/explorer?from=2026-11-26T10:00:00.000Z&to=2026-11-27T11:00:00.000Z`);
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('button', { name: 'Time zone' }).click();
    await page.getByRole('combobox', { name: 'Find a time zone' }).fill('tokyo');
    await page.keyboard.press('Enter');
    await page.waitForURL(/tz=Asia%2FTokyo/);
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('takes days from the calendar by keys alone', async () => {
    const { page, faults, context } = await openTab();
    await page.goto(`${DASHBOARD_URL}/explorer?from=2026-11-26T10:00:00.000Z&to=2026-11-26T11:00:00.000Z&tz=UTC`);
    await page.getByRole('heading').first().waitFor();
    await page.keyboard.press('d');
    const day = page.getByRole('button', { name: 'Thursday, November 26, 2026' });
    await day.waitFor();
    // past the quick ranges and the two arrows of the month
    for (let tabs = 0; tabs < 14; tabs++) await page.keyboard.press('Tab');
    expect(await day.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    for (const key of ['PageUp', 'Enter', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('button', { name: 'Apply' }).press('Enter');
    await page.waitForURL(/from=2026-10-26T00%3A00%3A00.000Z&to=2026-11-02T23%3A59%3A59.999Z/);
    await page.getByRole('button', { name: 'Time range: 2026-10-26 – 2026-11-02' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
