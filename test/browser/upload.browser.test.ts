import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../stand-ins/eventually.ts';
import { DASHBOARD_URL, openTab, takeScreenshot } from './browser.ts';

const LINES = Array.from({ length: 2_500 }, (_, at) => `line ${at} of the upload`);
const FILES = [
  { name: 'lines.log.gz', mimeType: 'application/gzip', buffer: gzipSync(LINES.join('\n')) },
  {
    name: 'records.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify([{ service: 'uploaded', message: 'one' }, {}], null, 2)),
  },
];

async function openUpload(page: Page): Promise<void> {
  await page.goto(`${DASHBOARD_URL}/pipeline`);
  await page.getByRole('link', { name: 'Overview' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('upload');
  await page.keyboard.press('Enter');
}

async function countOf(q: string): Promise<number> {
  const answer = await fetch(`${DASHBOARD_URL}/api/v1/logs/search?q=${encodeURIComponent(q)}&limit=1`);
  return ((await answer.json()) as { total: { value: number } }).total.value;
}

it('files are sent from the command palette, and each log is there once', async () => {
  const { page, faults, context } = await openTab();
  await openUpload(page);
  const dialog = page.getByRole('dialog', { name: 'Upload log files' });
  await dialog.getByLabel('Choose files').setInputFiles(FILES);
  await dialog.getByLabel('Service of logs that name none').fill('uploaded');
  await dialog.getByRole('button', { name: 'Send 2 files' }).click();
  await dialog.getByText('Upload is done').waitFor();
  await dialog.getByText('2,500 logs accepted').waitFor();
  await dialog.getByText(/^records\.json, line 6/).waitFor();
  await takeScreenshot(page, 'upload');
  await eventually('2501', async () => ((await countOf('service:uploaded')) === 2_501 ? true : null));
  await dialog.getByRole('link', { name: 'Show in the explorer' }).click();
  await page.waitForURL(/\/explorer/);
  expect(faults).toEqual([]);
  await context.close();
});
