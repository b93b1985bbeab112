import { expect, it } from '@jest/globals';
import { DASHBOARD_URL, openTab, takeScreenshot } from './browser.ts';

it('tells a fault of a new rule at its field, and saves it once it is mended', async () => {
  const { page, context } = await openTab();
  await page.goto(`${DASHBOARD_URL}/rules/new?query=level:error`);
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

it('shows what a rule with groups would have done, saves it, tries its channels, and deletes it on a phone', async () => {
  const { page, faults, context } = await openTab();
  await page.goto(`${DASHBOARD_URL}/rules/new?query=${encodeURIComponent('"Failed password"')}`);
  await page.getByLabel('Name', { exact: true }).fill('guessed-passwords');
  await page.getByLabel('Threshold (logs)').fill('20');
  await page.getByLabel('Group by (fields, with commas)').fill('ip_address');
  const group = page.getByRole('listitem').filter({ hasText: '203.0.113.9' });
  await group.getByText(/fires/).waitFor();
  await takeScreenshot(page, 'rule');
  await page.getByRole('button', { name: 'Save rule' }).click();
  await page.waitForURL(/\/rules\/guessed-passwords/);
  await page.getByRole('button', { name: 'Test notification' }).click();
  await page.getByRole('link', { name: 'See the alert' }).click();
  await page.waitForURL(/\/alerts\/[0-9a-f]{16}/);
  await page.getByRole('heading', { name: 'guessed-passwords' }).waitFor();
  await page.getByText('Test', { exact: true }).waitFor();
  await page.setViewportSize({ width: 390, height: 860 });
  await page.goto(`${DASHBOARD_URL}/rules`);
  await page.getByRole('link', { name: 'guessed-passwords' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL((url) => url.pathname === '/rules');
  await page.getByRole('link', { name: 'guessed-passwords' }).waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
  await context.close();
});
