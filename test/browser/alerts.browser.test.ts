import { expect, it } from '@jest/globals';
import { DASHBOARD_URL, openTab, takeScreenshot } from './browser.ts';

it("tells at once of an alert, which is then acknowledged and commented in somebody's name", async () => {
  const { page, faults, context } = await openTab();
  await page.goto(`${DASHBOARD_URL}/alerts`);
  await page.getByRole('heading', { name: 'Alerts' }).waitFor();
  const headers = { 'content-type': 'application/json' };
  const log = { service: 'reactor', level: 'fatal', message: 'coolant lost, shutting down' };
  await fetch(`${DASHBOARD_URL}/api/v1/logs`, { method: 'POST', headers, body: JSON.stringify(log) });
  const row = page.getByRole('row').filter({ hasText: 'reactor' });
  await row.waitFor();
  await row.getByRole('link').click();
  await page.waitForURL(/\/alerts\/[0-9a-f]{16}/);
  await page.getByText('coolant lost, shutting down').first().waitFor();
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByLabel('Name').fill('Ada');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('main').getByText('Ada').first().waitFor();
  await page.getByLabel('Comment').fill('looking into it');
  await page.getByRole('button', { name: 'Add comment' }).click();
  await page.getByText('looking into it').first().waitFor();
  await takeScreenshot(page, 'alert');
  expect(faults).toEqual([]);
  await context.close();
});
