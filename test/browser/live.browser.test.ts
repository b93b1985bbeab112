import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage, takeScreenshot } from './browser.ts';

const URL = process.env.DASHBOARD_URL ?? '';
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function send(service: string, from: number, count: number): Promise<void> {
  const logs = Array.from({ length: count }, (_, at) => ({
    service,
    level: 'info',
    message: `line ${from + at} of ${service}`,
  }));
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${URL}/api/v1/logs`, { method: 'POST', headers, body: JSON.stringify(logs) });
  expect(answer.status).toBe(202);
}

/** Opens the tail of one service, and resolves once its socket is there. */
async function openTail(page: Page, service: string): Promise<void> {
  const socket = page.waitForEvent('websocket', (each) => each.url().includes('/ws/logs'));
  await page.goto(`${URL}/live?q=service%3A${service}`);
  await (await socket).waitForEvent('framereceived');
}

describe('the live tail', () => {
  it('shows logs as they come, waits while it is paused, and goes on', async () => {
    const { page, faults, context } = await openPage(browser);
    await openTail(page, 'tail-one');
    await send('tail-one', 0, 200);
    await page.getByText('line 199 of tail-one').waitFor();
    await takeScreenshot(page, 'live');
    await page.getByRole('button', { name: 'Pause the view' }).click();
    await send('tail-one', 200, 50);
    await page.getByRole('button', { name: '50 new' }).click();
    await page.getByText('line 249 of tail-one').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes on where it stopped after its connection was lost, and repeats nothing', async () => {
    const { page, context } = await openPage(browser);
    let lose = (): void => {};
    await page.routeWebSocket(/\/ws\/logs/, (socket) => {
      const server = socket.connectToServer();
      lose = () => void socket.close().then(() => server.close());
    });
    await page.goto(`${URL}/live?q=service%3Atail-two`);
    await page.getByText('Waiting for logs').waitFor();
    await send('tail-two', 0, 10);
    await page.getByText('line 9 of tail-two').waitFor();
    lose();
    await send('tail-two', 10, 10);
    await page.getByText('line 19 of tail-two').waitFor();
    for (const index of [0, 9, 10, 19]) {
      expect(await page.getByText(`line ${index} of tail-two`, { exact: true }).count()).toBe(1);
    }
    await context.close();
  });

  it('tells a mistake in the query once, and does not ask again', async () => {
    const { page, context } = await openPage(browser);
    let sockets = 0;
    page.on('websocket', (socket) => {
      if (socket.url().includes('/ws/logs')) sockets += 1;
    });
    await page.goto(`${URL}/live?q=level%3Aerror%20b)`);
    await page.getByText(/column 14/).waitFor();
    const before = sockets;
    // longer than a connection that was lost waits at first
    await page.waitForTimeout(1_500);
    expect(sockets).toBe(before);
    await context.close();
  });
});
