import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../../test/browser/browser.ts';

const WATCH = new URL('../page/watch.ts', import.meta.url);

/** A Chromium for as long as `use` runs. @throws Error when there is none */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launchBrowser();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Somebody who was never here: their browser keeps nothing of the dashboard. @throws Error when a page showed a fault */
export async function withVisitor<T>(
  browser: Browser,
  use: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const { page, context, faults } = await openPage(browser);
  try {
    const watch = stripTypeScriptTypes(readFileSync(WATCH, 'utf8'));
    await context.addInitScript({ content: `(() => {${watch}})()` });
    const result = await use(page, context);
    if (faults.length > 0) throw new Error(`the page is not well: ${faults.join('; ')}`);
    return result;
  } finally {
    await context.close();
  }
}

/** Times of one page, ms since its navigation began. To be asked for before what they wait for. */
export interface PageTimes {
  /** When such an element that comes into the page from now on was first shown. */
  shown(selector: string): Promise<number>;
  /** When the next event of this type happened, as the browser says. */
  happened(type: string): Promise<number>;
  /** When the last byte of the next answer came whose address has all these parts. */
  answered(...parts: string[]): Promise<number>;
}

export function timesOf(page: Page): PageTimes {
  const ask = (method: string, argument: unknown): Promise<number> =>
    page.evaluate<number>(`watch.${method}(${JSON.stringify(argument)})`);
  return {
    shown: (selector) => ask('shownNext', selector),
    happened: (type) => ask('happensNext', type),
    answered: (...parts) => ask('answeredNext', parts),
  };
}

/** Goes to an address. Resolves with the time from there until such an element was first shown, ms. */
export async function goUntilShown(page: Page, url: string, selector: string): Promise<number> {
  await page.addInitScript(`watch.shownFirst = watch.shownNext(${JSON.stringify(selector)})`);
  await page.goto(url);
  return page.evaluate<number>('watch.shownFirst');
}
