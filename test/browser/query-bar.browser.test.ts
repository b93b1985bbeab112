import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DASHBOARD_URL, openTab } from './browser.ts';

/** The explorer with the focus in its query bar. */
async function openBar() {
  const tab = await openTab();
  await tab.page.goto(`${DASHBOARD_URL}/explorer`);
  await tab.page.getByRole('textbox', { name: 'Query' }).waitFor();
  await tab.page.keyboard.press('/');
  await tab.page.locator('.cm-content').waitFor();
  return tab;
}

const written = (page: Page): Promise<string | null> => page.locator('.cm-content').textContent();

describe('the query bar', () => {
  it('completes behind a comparison; Escape closes the list and keeps the focus, Tab takes a value and then leaves', async () => {
    const { page, faults, context } = await openBar();
    const list = page.getByRole('listbox');
    await page.keyboard.type('level:>=');
    await list.getByRole('option', { name: /^warn/ }).waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    // letters that are shortcuts of the page
    await page.keyboard.type('w');
    await list.getByRole('option', { name: /^warn/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await written(page)).toBe('level:>=warn ');
    await page.keyboard.press('Tab');
    expect(await page.locator('.cm-content:focus').count()).toBe(0);
    await page.keyboard.press('Shift+Tab');
    expect(await page.locator('.cm-content:focus').count()).toBe(1);
    expect(page.url()).toBe(`${DASHBOARD_URL}/explorer`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('leads from the end of what was run to the logs by the arrow down, and by / back', async () => {
    const { page, faults, context } = await openBar();
    await page.getByText('200 loaded').waitFor();
    await page.keyboard.type('-level:fatal ');
    await page.keyboard.press('ArrowDown');
    // not run yet
    expect(await page.locator('.cm-content:focus').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=-level/);
    await page.getByText('200 loaded').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-index="0"] [data-column]:focus').waitFor();
    await page.keyboard.press('/');
    await page.locator('.cm-content:focus').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('has its help inside on a phone, also while the hint is longer than the field', async () => {
    const { page, context } = await openTab({ viewport: { width: 390, height: 844 } });
    await page.goto(`${DASHBOARD_URL}/explorer`);
    const help = page.getByRole('button', { name: 'How a query is written' });
    const [button, field] = [await help.boundingBox(), await help.locator('../..').boundingBox()];
    if (!button || !field) throw new Error('the field is not drawn');
    expect(button.x + button.width).toBeLessThan(field.x + field.width);
    await context.close();
  });

  it('says below it what is wrong with the last word, and writes what was meant', async () => {
    const { page, faults, context } = await openBar();
    await page.keyboard.type('timeout level:warm');
    await page.getByText("'warm' is no level").waitFor();
    expect(await page.locator('.query-doubt').innerText()).toBe('w');
    await page.getByRole('button', { name: 'timeout level:warn' }).click();
    await page.getByText("'warm' is no level").waitFor({ state: 'hidden' });
    await page.keyboard.type(' a)');
    expect(await written(page)).toBe('timeout level:warn a)');
    await page.keyboard.press('Tab');
    await page.getByText("unexpected ')'").waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
