import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../stand-ins/eventually.ts';
import { DASHBOARD_URL, openTab, takeScreenshot } from './browser.ts';
import { sendLines } from './send-lines.ts';

/** Opens the tail of one service, and resolves once its socket is there. */
async function openTail(page: Page, service: string, more = ''): Promise<void> {
  const socket = page.waitForEvent('websocket', (each) => each.url().includes('/ws/logs'));
  await page.goto(`${DASHBOARD_URL}/live?q=service%3A${service}${more}`);
  await (await socket).waitForEvent('framereceived');
}

/** What is said from now on to those who do not see the page, however soon the next words come; by its first words. */
async function listen(page: Page): Promise<(words: string) => Promise<string[]>> {
  await page.evaluate(`{
    const place = document.querySelector('main [role=status]');
    window.said = [];
    new MutationObserver(() => window.said.push(place.textContent)).observe(place, { childList: true, subtree: true, characterData: true });
  }`);
  return async (words) => (await page.evaluate<string[]>('window.said')).filter((text) => text.startsWith(words));
}

/** Asks until the answer is the one wanted. */
async function untilIs<T>(ask: () => Promise<T>, wanted: T): Promise<void> {
  const text = JSON.stringify(wanted);
  await eventually(text, async () => (JSON.stringify(await ask()) === text ? true : null));
}

describe('the live tail', () => {
  it('shows logs as they come, waits while it is paused, and goes on', async () => {
    const { page, faults, context } = await openTab();
    await openTail(page, 'tail-one');
    await sendLines('tail-one', 0, 200);
    await page.getByText('line 199 of tail-one').waitFor();
    await takeScreenshot(page, 'live');
    expect(await page.title()).toBe('service:tail-one – Live tail – Logsieve');
    const said = await listen(page);
    await page.getByRole('button', { name: 'Pause the view' }).click();
    await sendLines('tail-one', 200, 50);
    await page.getByRole('button', { name: '50 new' }).click();
    await page.getByText('line 249 of tail-one').waitFor();
    await untilIs(() => said('The view'), ['The view is paused', 'The view follows what comes in']);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes on where it stopped after its connection was lost, and repeats nothing', async () => {
    const { page, context } = await openTab();
    let lose = (): void => {};
    await page.routeWebSocket(/\/ws\/logs/, (socket) => {
      const server = socket.connectToServer();
      lose = () => void socket.close().then(() => server.close());
    });
    await page.goto(`${DASHBOARD_URL}/live?q=service%3Atail-two`);
    await page.getByText('Waiting for logs').waitFor();
    await sendLines('tail-two', 0, 10);
    await page.getByText('line 9 of tail-two').waitFor();
    const said = await listen(page);
    lose();
    await sendLines('tail-two', 10, 10);
    await page.getByText('line 19 of tail-two').waitFor();
    await untilIs(() => said('The connection'), ['The connection is lost', 'The connection is back']);
    for (const index of [0, 9, 10, 19]) {
      expect(await page.getByText(`line ${index} of tail-two`, { exact: true }).count()).toBe(1);
    }
    await context.close();
  });

  it('follows on when its height changes before a scroll is told, and is held by who scrolls back', async () => {
    const { page, context } = await openTab();
    await openTail(page, 'tail-height');
    await sendLines('tail-height', 0, 100);
    await page.getByText('line 99 of tail-height').waitFor();
    const log = page.getByRole('log');
    for (const height of ['20rem', '10rem', '20rem', '10rem']) {
      await log.evaluate((list, maxHeight) => {
        list.style.maxHeight = maxHeight;
        list.dispatchEvent(new Event('scroll'));
      }, height);
    }
    await sendLines('tail-height', 100, 1);
    await page.getByText('line 100 of tail-height').waitFor();
    await page.getByText('Following').waitFor();
    await log.hover();
    await page.mouse.wheel(0, -100);
    await page.getByText('Paused', { exact: true }).waitFor();
    await context.close();
  });

  it('on a phone shows the two lines of a log in the middle of its row', async () => {
    const { page, context } = await openTab({ viewport: { width: 390, height: 844 } });
    await openTail(page, 'tail-phone');
    await sendLines('tail-phone', 0, 1);
    const message = await page.getByText('line 0 of tail-phone').boundingBox();
    const row = await page.getByRole('log').getByRole('button').boundingBox();
    const service = await page.getByRole('log').getByText('tail-phone', { exact: true }).boundingBox();
    if (!message || !row || !service) throw new Error('the row is not shown');
    const above = service.y - row.y;
    const below = row.y + row.height - message.y - message.height;
    expect(Math.abs(above - below)).toBeLessThanOrEqual(4);
    await context.close();
  });

  it('opens a log that came this moment, and holds the view meanwhile', async () => {
    const { page, context } = await openTab();
    await openTail(page, 'tail-open');
    await sendLines('tail-open', 0, 3);
    await page.getByText('line 1 of tail-open').click();
    const details = page.getByRole('complementary');
    await details.getByRole('tab', { name: 'Raw' }).waitFor();
    await page.keyboard.press('j');
    await details.getByText('line 2 of tail-open').first().waitFor();
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await context.close();
  });

  it('hides the lines of a level, and a link shows the same', async () => {
    const { page, context } = await openTab();
    const debug = page.getByRole('group', { name: 'Levels that are shown' }).getByRole('button', { name: 'debug' });
    await openTail(page, 'tail-levels');
    await sendLines('tail-levels', 0, 1, 'debug');
    await sendLines('tail-levels', 1, 1, 'error');
    await page.getByText('line 0 of tail-levels').waitFor();
    await debug.click();
    await page.getByText('line 0 of tail-levels').waitFor({ state: 'detached' });
    await page.getByText('1 hidden by level').waitFor();
    await debug.click();
    await page.getByText('line 0 of tail-levels').waitFor();
    await openTail(page, 'tail-levels', '&hide=debug,info');
    await sendLines('tail-levels', 2, 1, 'debug');
    await sendLines('tail-levels', 3, 1, 'error');
    await page.getByText('line 3 of tail-levels').waitFor();
    expect(await page.getByText('line 2 of tail-levels').count()).toBe(0);
    await context.close();
  });

  it('lights words and expressions in colours of their own, and says what is wrong with one', async () => {
    const { page, faults, context } = await openTab();
    await openTail(page, 'tail-lit');
    await sendLines('tail-lit', 0, 1);
    const box = page.getByRole('textbox', { name: 'Highlight' });
    await box.fill('/(lin/');
    await page.getByText('/(lin/ cannot be highlighted: missing closing )').waitFor();
    await box.press('Enter');
    expect(new URL(page.url()).searchParams.has('hl')).toBe(false);
    for (const term of ['OF', '/l.n\\w+/', '/(a+)+$/']) {
      await box.fill(term);
      await box.press('Enter');
    }
    const lit = page.getByRole('log').locator('mark');
    await untilIs(() => lit.allTextContents(), ['line', 'of']);
    const classes = await lit.evaluateAll((marks) => marks.map((mark) => mark.className));
    expect(new Set(classes).size).toBe(2);
    await openTail(page, 'tail-lit', `&${new URL(page.url()).search.slice(1).replace(/^q=[^&]*&/, '')}`);
    await sendLines('tail-lit', 1, 1);
    await untilIs(() => lit.allTextContents(), ['line', 'of']);
    await page.getByRole('button', { name: 'Do not highlight OF' }).click();
    await untilIs(() => lit.allTextContents(), ['line']);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows where lines were left out, and loads them there also while the view is held', async () => {
    const { page, context } = await openTab();
    const kept: string[] = [];
    let isSlow = false;
    let tell = (_frame: string): void => {};
    await page.routeWebSocket(/\/ws\/logs/, (socket) => {
      tell = (frame) => socket.send(frame);
      socket.connectToServer().onMessage((frame) => {
        if (isSlow) kept.push(String(frame));
        else socket.send(frame);
      });
    });
    await page.goto(`${DASHBOARD_URL}/live?q=service%3Atail-gap`);
    await page.getByText('Waiting for logs').waitFor();
    await sendLines('tail-gap', 0, 2);
    await page.getByText('line 1 of tail-gap').waitFor();
    isSlow = true;
    await sendLines('tail-gap', 2, 3);
    const logs = () => kept.flatMap((frame) => JSON.parse(frame).logs ?? []);
    await untilIs(async () => logs().length, 3);
    isSlow = false;
    const times = logs().map(({ timestamp }) => timestamp);
    tell(JSON.stringify({ type: 'gap', skipped: 3, from: times.toSorted()[0], to: times.toSorted().at(-1) }));
    await sendLines('tail-gap', 5, 1);
    await page.getByText('line 5 of tail-gap').waitFor();
    await page.getByRole('button', { name: 'Pause the view' }).click();
    await page.getByText('3 lines skipped').waitFor();
    await untilIs(async () => {
      const load = page.getByRole('button', { name: 'Load them' });
      if (await load.isVisible()) await load.click();
      await page.getByRole('button', { name: 'Loading …' }).waitFor({ state: 'detached' });
      return page.getByText('skipped').count();
    }, 0);
    expect(
      await page
        .getByRole('log')
        .getByText(/^line \d of tail-gap$/)
        .allTextContents(),
    ).toEqual([0, 1, 2, 3, 4, 5].map((at) => `line ${at} of tail-gap`));
    await context.close();
  });

  it('holds the newest 20,000 lines, and says how many went', async () => {
    const { page, context } = await openTab();
    await openTail(page, 'tail-many');
    for (let from = 0; from < 20_500; from += 500) await sendLines('tail-many', from, 500);
    await page.getByText('500 older no longer held').waitFor();
    await page.getByText('line 20499 of tail-many').waitFor();
    await page.getByText('20,000 lines').waitFor();
    await context.close();
  });

  it('tells a mistake in the query once, and does not ask again', async () => {
    const { page, context } = await openTab();
    let sockets = 0;
    page.on('websocket', (socket) => {
      if (socket.url().includes('/ws/logs')) sockets += 1;
    });
    await page.clock.install();
    await page.goto(`${DASHBOARD_URL}/live?q=level%3Aerror%20b)`);
    await page.getByText(/column 14/).waitFor();
    await page.getByText('Stopped: the query has a mistake').first().waitFor();
    expect(await page.getByText(/Waiting for logs|Following/).count()).toBe(0);
    const before = sockets;
    // longer than a connection that was lost waits at most
    await page.clock.runFor(20_000);
    expect(sockets).toBe(before);
    await context.close();
  });
});
