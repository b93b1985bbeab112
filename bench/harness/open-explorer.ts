import type { Page } from 'playwright-core';

/** A row of results that has come. */
export const LOADED_ROW = '[role=row][data-index]:not([aria-busy])';

/** Resolves when the Explorer shows rows and its network has come to rest. */
export async function openExplorer(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator(LOADED_ROW).first().waitFor();
  await page.waitForLoadState('networkidle');
}
