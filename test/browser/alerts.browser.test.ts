import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage } from './browser.ts';

const URL = process.env.DASHBOARD_URL ?? '';
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('tells a fault of a new rule at its field, and saves it once it is mended', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(`${URL}/rules/new?query=level:error`);
  await page.getByLabel('Name', { exact: true }).fill('many-errors');
  await page.getByLabel('Window', { exact: true }).fill('5 years');
  await page.getByRole('button', { name: 'Save rule' }).click();
  const fault = page.locator('label', { hasText: 'Window' }).getByRole('alert');
  await fault.waitFor();
  expect(await fault.textContent()).toContain('duration');
  await page.locator('label', { hasText: 'Window' }).first().locator('input').fill('1m');
  await page.getByRole('button', { name: 'Save rule' }).click();
  await page.waitForURL(/\/rules\/many-errors/);
  await context.close();
});
