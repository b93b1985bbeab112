import { expect, it } from '@jest/globals';
import { DASHBOARD_URL, openTab } from './browser.ts';

it('says of a message what it is, how sure it is, and which words decided', async () => {
  const { page, faults, context } = await openTab();
  await page.goto(`${DASHBOARD_URL}/classifier`);
  await page.getByLabel('Logs or messages, one a line').fill('Failed password for root from 203.0.113.9 port 22 ssh2');
  await page.getByRole('button', { name: 'Classify' }).click();
  const answer = page.getByRole('list', { name: 'Answers' }).getByRole('listitem').first();
  await answer.getByText(/\d % sure/).waitFor();
  expect(await answer.textContent()).toContain('Security');
  await answer.getByText('password', { exact: true }).first().waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

it('leads from what it saw to those logs', async () => {
  const { page, context } = await openTab();
  await page.goto(`${DASHBOARD_URL}/classifier?from=now-2h`);
  await page.getByRole('link', { name: /^Security/ }).click();
  await page.waitForURL((url) => url.pathname === '/explorer');
  const { searchParams } = new URL(page.url());
  expect(Object.fromEntries(searchParams)).toEqual({ q: 'category:Security', from: 'now-2h' });
  await context.close();
});

it('has the whole confusion matrix on a phone', async () => {
  const { page, context } = await openTab({ viewport: { width: 390, height: 844 } });
  await page.goto(`${DASHBOARD_URL}/classifier`);
  const matrix = page.getByRole('region', { name: 'Lines by label and answer' });
  await matrix.getByRole('rowheader', { name: 'General' }).waitFor();
  expect(await matrix.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await context.close();
});
