import { expect, it } from '@jest/globals';
import { DASHBOARD_URL, openTab } from './browser.ts';

it('finds dead letters by their stage and replays a chosen one, counted first', async () => {
  const { page, faults, context } = await openTab();
  await page.goto(`${DASHBOARD_URL}/pipeline`);
  const card = page.getByRole('region', { name: /^Dead letters/ });
  await card.getByText('not valid UTF-8').first().waitFor();
  await card.getByLabel('Stage').selectOption('index');
  await card.getByText('No dead letter is of this kind').waitFor();
  await card.getByRole('button', { name: 'Show all' }).click();
  await card.getByLabel('Message holds').fill('"card');
  await card.getByLabel('Message holds').press('Enter');
  await page.waitForURL(/text=%22card/);
  await card.getByText('not valid UTF-8').first().waitFor({ state: 'detached' });
  await card
    .getByRole('checkbox', { name: /Select the dead letter/ })
    .first()
    .check();
  await card.getByRole('button', { name: 'Replay selected' }).click();
  await page.getByText('1 dead letter would be processed again.').waitFor();
  await page.getByRole('button', { name: 'Replay 1' }).click();
  await card.getByText('1 sent through again, 0 refused.').waitFor();
  await card.getByText('2 attempts, came back once').first().waitFor();
  await card
    .getByText(/^replayed \d{4}-/)
    .first()
    .waitFor();
  await card.getByLabel('Replayed').selectOption('no');
  await page.waitForURL(/replayed=no/);
  await card
    .getByText(/^replayed \d{4}-/)
    .first()
    .waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
  await context.close();
});

it('names each part, and what became of every log', async () => {
  const { page, context } = await openTab();
  await page.goto(`${DASHBOARD_URL}/pipeline`);
  for (const part of ['Log bus', 'Log store', 'Stream processor', 'Indexer', 'Alert consumer', 'Model']) {
    await page.getByRole('listitem').filter({ hasText: part }).getByText('healthy').waitFor();
  }
  await page.getByText('Every accepted log is accounted for.').waitFor();
  await context.close();
});

it('draws how fast logs pass, from the second answer on, and folds the internal topics', async () => {
  const { page, faults, context } = await openTab();
  await page.goto(`${DASHBOARD_URL}/pipeline`);
  await page.getByRole('heading', { level: 1, name: 'Pipeline' }).waitFor();
  const chart = page.getByRole('region', { name: 'Logs per second' });
  await chart.getByText(/accepted\s*[\d,.]+K?\/s/).waitFor();
  await chart.locator('path[d^="M"]').first().waitFor({ state: 'attached' });
  const internal = page.getByRole('region', { name: 'Every partition of the internal topics' });
  expect(await internal.isVisible()).toBe(false);
  await page.getByText(/^Internal topics \(\d+\)$/).click();
  await internal.getByText('pipeline.ledger').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
