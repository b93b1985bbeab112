import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DASHBOARD_URL, openTab, takeScreenshot } from './browser.ts';

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const PAGES = [
  '/',
  '/explorer',
  '/explorer?q=level%3Aerror',
  '/live',
  '/alerts',
  '/rules',
  '/rules/failed-logins',
  '/classifier',
  '/pipeline',
];
const LOOKS = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
  { theme: 'dark', width: 1920 },
] as const;

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** What axe finds wrong, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe.each(LOOKS)('in the $theme theme at $width px', ({ theme, width }) => {
  it.each(PAGES)('%s can be used by everybody, and breaks nothing', async (path) => {
    const viewport = { width, height: 860 };
    const { page, faults, context } = await openTab({ colorScheme: theme, viewport, bypassCSP: true });
    await page.goto(DASHBOARD_URL + path, { waitUntil: 'load' });
    await page.getByRole('heading').first().waitFor();
    await page.locator('.animate-pulse').first().waitFor({ state: 'hidden' });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await takeScreenshot(page, `${path.replaceAll(/\W+/g, '-').replace(/^-|-$/g, '') || 'overview'}-${width}-${theme}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each([
    ['Time range', 'grid', /20\d\d/],
    ['Time zone', 'listbox', /Time zone/],
    ['Search and commands', 'listbox', /commands/],
  ] as const)('the window of %s can be used by everybody', async (name, role, title) => {
    const viewport = { width, height: 860 };
    const { page, context } = await openTab({ colorScheme: theme, viewport, bypassCSP: true });
    await page.goto(`${DASHBOARD_URL}/explorer`);
    await page.getByRole('heading').first().waitFor();
    if (width < 768 && name === 'Time zone') await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.getByRole(role, { name: title }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await takeScreenshot(page, `${name.replaceAll(' ', '-').toLowerCase()}-${width}-${theme}`);
    await context.close();
  });
});
