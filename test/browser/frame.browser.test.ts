import { describe, expect, it } from '@jest/globals';
import { DASHBOARD_URL, openTab, takeScreenshot } from './browser.ts';

describe('the frame', () => {
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

  it('keeps the chosen time and zone from page to page', async () => {
    const { page, context } = await openTab();
    await page.goto(DASHBOARD_URL);
    await page.getByRole('button', { name: /Time range/ }).click();
    await page.getByRole('button', { name: '15m' }).click();
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
});
