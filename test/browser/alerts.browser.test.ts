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

it('answers on the first screen of a phone what is wrong, where, how bad, since when, and what can be done', async () => {
  const { page, faults, context } = await openTab({ viewport: { width: 390, height: 844 } });
  const headers = { 'content-type': 'application/json' };
  const log = { service: 'turbine', level: 'fatal', message: 'blade lost, shutting down' };
  await fetch(`${DASHBOARD_URL}/api/v1/logs`, { method: 'POST', headers, body: JSON.stringify(log) });
  await page.goto(`${DASHBOARD_URL}/alerts`);
  await page.getByRole('row').filter({ hasText: 'turbine' }).getByRole('link').click();
  const main = page.getByRole('main');
  const answers = [
    main.getByRole('heading', { name: 'fatal' }),
    main.getByText('turbine').first(),
    main.getByText('critical'),
    main.getByText(/^since \d\d:\d\d, /),
    main.getByText('peak', { exact: true }),
    main.getByRole('button', { name: 'Acknowledge' }),
    main.getByRole('button', { name: 'Resolve' }),
    main.getByRole('img', { name: /^Matching logs per 1m .*threshold 1 log$/ }),
    main.getByText('blade lost, shutting down').first(),
  ];
  for (const answer of answers) {
    await answer.waitFor();
    const box = await answer.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
  }
  await takeScreenshot(page, 'alert-390');
  expect(faults).toEqual([]);
  await context.close();
});

it('shows on every page as a sign what a service is named with to turn the text around', async () => {
  const { page, faults, context } = await openTab();
  const shown = async (): Promise<void> => {
    expect(await page.locator('body').innerText()).not.toContain('\u202e');
    expect(await page.title()).not.toContain('\u202e');
  };
  // where all alerts stand, none is told of
  await page.goto(`${DASHBOARD_URL}/classifier`);
  await page.getByRole('heading', { name: 'Classifier' }).waitFor();
  const headers = { 'content-type': 'application/json' };
  const log = { service: '\u202eevil', level: 'fatal', message: '\u001b[31mred\u001b[0m alert' };
  await fetch(`${DASHBOARD_URL}/api/v1/logs`, { method: 'POST', headers, body: JSON.stringify(log) });
  await page
    .locator('[aria-live]')
    .getByText(/RLO\s*evil/)
    .waitFor();
  await shown();
  await page.getByRole('link', { name: 'Alerts', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: 'evil' });
  await row.waitFor();
  await shown();
  await row.getByRole('link').click();
  await page.getByRole('main').getByText('red', { exact: true }).waitFor();
  await shown();
  await page.goto(`${DASHBOARD_URL}/?q=${encodeURIComponent('service:\u202eevil')}`);
  await page
    .getByRole('region', { name: 'Top services' })
    .getByText(/RLO\s*evil/)
    .waitFor();
  await shown();
  await page.goto(`${DASHBOARD_URL}/explorer?q=${encodeURIComponent('service:\u202eevil')}`);
  await page.getByRole('checkbox', { name: /RLO\s*evil/ }).waitFor();
  await page.getByRole('button', { name: /^Edit service:RLO/ }).waitFor();
  expect(await page.title()).toBe('service:RLOevil – Explorer – Logsieve');
  expect(faults).toEqual([]);
  await context.close();
});
