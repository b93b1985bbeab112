import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const SCREENSHOTS = fileURLToPath(new URL('./screenshots/', import.meta.url));
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where the browser is. @throws Error when none is installed */
export function findChromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of NAMES) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {}
  }
  throw new Error(`no Chromium found; install it, or name it with CHROMIUM (looked for ${NAMES.join(', ')})`);
}

export function launchBrowser(): Promise<Browser> {
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'];
  return chromium.launch({ executablePath: findChromium(), args });
}

/** Where the tests find the house that run.ts started for them. */
export const DASHBOARD_URL = process.env.DASHBOARD_URL ?? '';

/** The browser of a file of tests, once one of them has needed it. */
let shared: Promise<Browser> | undefined;

/** Ends the browser of `openTab`. */
export async function closeTabs(): Promise<void> {
  await (await shared)?.close();
  shared = undefined;
}

/** A page that writes down what a user never should see: errors of scripts, of the console, of the security policy. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  faults: string[];
}

/** Faults that a test expects, such as a refused connection when it killed the server, are named by `expected`. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  expected?: RegExp,
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  const note = (fault: string): void => {
    if (!expected?.test(fault)) faults.push(fault);
  };
  page.on('pageerror', ({ message }) => note(`error: ${message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()}`);
  });
  return { page, context, faults };
}

/** As `openPage`, in the browser that all tests of a file share; it is started with the first and ends with the last. */
export async function openTab(options?: BrowserContextOptions, expected?: RegExp): Promise<WatchedPage> {
  shared ??= launchBrowser();
  return openPage(await shared, options, expected);
}

/** Kept to be looked at: `test/browser/screenshots/<name>.png`. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png` });
}
